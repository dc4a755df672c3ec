using System.Diagnostics;
using System.Net;

namespace Shop.Benchmarks;

/// <summary>P1 and P3: pages of the catalogue against Kestrel serving the same bytes; the baseline right before and right after the subject.</summary>
internal static class PageRatios
{
    private static readonly string[] Words = ["skip", "birth certificate", "parking permit", "bulkey waste", "wedding", "road closed", "wasp nest", "bin"];

    public static async Task RunAsync(ShopUnderTest shop, TimeSpan time)
    {
        await MeasureAsync(shop, "Service page, cached, brotli (P1, must 70 %, aim 90 %)", _ => "/services/skip-permit", "br", time);
        await MeasureAsync(shop, "Service page, cached, identity (P1)", _ => "/services/skip-permit", null, time);
        // A new query each time, so that no cache can answer.
        await MeasureAsync(shop, "Search page, uncached (P3, must 10 %, aim 25 %)", n => $"/search?q={Uri.EscapeDataString(Words[n % Words.Length])}+{n}", null, time);
    }

    private static async Task MeasureAsync(ShopUnderTest shop, string name, Func<int, string> path, string? encoding, TimeSpan time)
    {
        await Load.RunAsync(shop.Address, path, time / 2, encoding);
        await using var baseline = await Baseline.StartAsync(new Uri(shop.Address, path(1)), encoding);
        await Load.RunAsync(baseline.Address, _ => "/", time / 2, encoding);
        var before = await Load.RunAsync(baseline.Address, _ => "/", time, encoding);
        var subject = await Load.RunAsync(shop.Address, path, time, encoding);
        var after = await Load.RunAsync(baseline.Address, _ => "/", time, encoding);
        var ratio = subject.PerSecond / ((before.PerSecond + after.PerSecond) / 2);
        Console.WriteLine($"{name}: {ratio:P0} ({subject.PerSecond:N0}/s of {before.PerSecond:N0} and {after.PerSecond:N0}/s), {subject.Errors} errors");
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
