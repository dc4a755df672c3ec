using System.Diagnostics;
using System.Net;

namespace Shop.Benchmarks;

/// <summary>P1 and P3: pages of the catalogue against Kestrel serving the same bytes; the two in turns.</summary>
internal static class PageRatios
{
    private static readonly string[] Words = ["skip", "birth certificate", "parking permit", "bulkey waste", "wedding", "road closed", "wasp nest", "bin"];

    private const int Turns = 5;
    private const int MostWarmRounds = 8;
    private const double Faster = 1.03;

    public static async Task RunAsync(ShopUnderTest shop, TimeSpan time)
    {
        await MeasureAsync(shop, "Service page, cached, brotli (P1, must 70 %, aim 90 %)", _ => "/services/skip-permit", "br", time);
        await MeasureAsync(shop, "Service page, cached, identity (P1)", _ => "/services/skip-permit", null, time);
        // A new query each time, so that no cache can answer.
        await MeasureAsync(shop, "Search page, uncached (P3, must 10 %, aim 25 %)", n => $"/search?q={Uri.EscapeDataString(Words[n % Words.Length])}+{n}", null, time);
    }

    /// <summary>Both are warmed until they get no faster; then they take turns, and the middle ratio counts: a neighbour's load on the machine falls on both.</summary>
    private static async Task MeasureAsync(ShopUnderTest shop, string name, Func<int, string> path, string? encoding, TimeSpan time)
    {
        await using var baseline = await Baseline.StartAsync(new Uri(shop.Address, path(1)), encoding);
        await WarmAsync(shop.Address, path, time, encoding);
        await WarmAsync(baseline.Address, _ => "/", time, encoding);
        var turns = new List<(double Ratio, Load.Result Subject, Load.Result Before)>();
        for (var turn = 0; turn < Turns; turn++)
        {
            var before = await Load.RunAsync(baseline.Address, _ => "/", time, encoding);
            var subject = await Load.RunAsync(shop.Address, path, time, encoding);
            turns.Add((subject.PerSecond / before.PerSecond, subject, before));
        }

        var middle = turns.OrderBy(t => t.Ratio).ElementAt(Turns / 2);
        Console.WriteLine($"{name}: {middle.Ratio:P0} ({middle.Subject.PerSecond:N0}/s of {middle.Before.PerSecond:N0}/s; turns {string.Join(", ", turns.Select(t => $"{t.Ratio:P0}"))}), {turns.Sum(t => t.Subject.Errors)} errors");
    }

    private static async Task WarmAsync(Uri address, Func<int, string> path, TimeSpan time, string? encoding)
    {
        var best = 0.0;
        for (var round = 0; round < MostWarmRounds; round++)
        {
            var speed = (await Load.RunAsync(address, path, time / 2, encoding)).PerSecond;
            if (speed < best * Faster) return;
            best = Math.Max(best, speed);
        }
    }

    private sealed class Baseline : IAsyncDisposable
    {
        private readonly Process _process;

        private Baseline(Process process, Uri address) => (_process, Address) = (process, address);

        public Uri Address { get; }

        public static async Task<Baseline> StartAsync(Uri page, string? encoding)
        {
            using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
            if (encoding is not null) client.DefaultRequestHeaders.Add("Accept-Encoding", encoding);
            using var answer = await client.GetAsync(page);
            answer.EnsureSuccessStatusCode();
            var file = Path.GetTempFileName();
            await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync());
            await File.WriteAllTextAsync(file + ".encoding", string.Join(',', answer.Content.Headers.ContentEncoding));
            var address = new Uri($"http://127.0.0.1:{ShopUnderTest.FreePort()}/");
            var start = new ProcessStartInfo("dotnet") { ArgumentList = { typeof(Baseline).Assembly.Location, "--baseline", file, address.ToString().TrimEnd('/') } };
            var process = Process.Start(start)!;
            using var probe = new HttpClient();
            for (var tries = 0; ; tries++)
            {
                try { await probe.GetStringAsync(address); return new Baseline(process, address); }
                catch (HttpRequestException) when (tries < 200) { await Task.Delay(50); }
            }
        }

        public async ValueTask DisposeAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }
}
