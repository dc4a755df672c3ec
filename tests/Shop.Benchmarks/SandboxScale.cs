using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Shop.Benchmarks;

/// <summary>
/// The Stripe sandbox in a process of its own: what a call costs when it holds a thousand payments and when it holds a
/// hundred thousand, and how much memory it needs for them. One payment in ten goes through a session and the hosted page.
/// </summary>
internal sealed partial class SandboxScale : IDisposable
{
    private const int Callers = 8, Few = 1_000, TenthBySession = 10, Turns = 5;
    private readonly Process process;
    private readonly HttpClient http;
    private int made;

    private SandboxScale(Process process, Uri address)
    {
        this.process = process;
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = address };
    }

    public static async Task RunAsync(int many, TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-bench-").FullName;
        try
        {
            await ShopUnderTest.RunAsync("dotnet", $"publish {Path.Combine(ShopUnderTest.Root(), "src/Shop.StripeSandbox")} -c Release -o {folder} -v quiet -nologo", folder);
            await MeasureAsync("temporary", folder, _ => [], many, time);
            await MeasureAsync("in a file", folder, size => ["--store", Path.Combine(folder, $"{size}.db")], many, time);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Both sizes take turns, so that whatever else the machine does meanwhile slows both.</summary>
    private static async Task MeasureAsync(string kind, string folder, Func<string, string[]> arguments, int many, TimeSpan time)
    {
        using var large = await StartAsync(folder, arguments("large"));
        var filling = Stopwatch.StartNew();
        await large.FillAsync(many);
        var filled = filling.Elapsed;
        using var small = await StartAsync(folder, arguments("small"));
        await small.FillAsync(Few);
        foreach (var one in new[] { small, large }) await one.CallAsync(time / 4);
        var (few, after) = (0.0, 0.0);
        for (var turn = 0; turn < Turns; turn++)
        {
            few += await small.CallAsync(time / Turns) / Turns;
            after += await large.CallAsync(time / Turns) / Turns;
        }

        Console.WriteLine($"Stripe sandbox, {kind}: calls per second holding {large.made:N0} payments against {small.made:N0}: {after:N0} : {few:N0} = {after / few:0.00} (must 0.8); "
            + $"memory {large.MemoryMiB():0} MiB (must 200), with the few {small.MemoryMiB():0} MiB; filled at {many / filled.TotalSeconds:N0} payments/s");
    }

    private static async Task<SandboxScale> StartAsync(string folder, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(folder, "Shop.StripeSandbox.dll"), "--urls", "http://127.0.0.1:0", .. arguments]) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The sandbox did not start.");
        var sandbox = new SandboxScale(process, new(line.Split(' ')[3]));
        sandbox.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_benchmark");
        return sandbox;
    }

    /// <summary>Makes payments until there are so many.</summary>
    private Task FillAsync(int payments) => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
    {
        for (var number = Interlocked.Increment(ref made); number <= payments; number = Interlocked.Increment(ref made))
            if (number % TenthBySession == 0) await PayByPageAsync(number);
            else await PayAsync(number);
        Interlocked.Decrement(ref made);
    })));

    /// <summary>The mixture of a shop's calls for a while; returns calls per second.</summary>
    private async Task<double> CallAsync(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        long calls = 0;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < time)
            {
                var intent = await PayAsync(Interlocked.Increment(ref made));
                await GetAsync($"/v1/payment_intents/{intent}?expand[]=latest_charge.balance_transaction");
                await GetAsync($"/v1/charges?payment_intent={intent}");
                await GetAsync("/v1/events?type=checkout.session.completed&limit=10");
                await GetAsync("/v1/checkout/sessions?status=open&limit=10");
                await GetAsync("/v1/balance_transactions?limit=20&type=charge");
                Interlocked.Add(ref calls, 6);
            }
        })));
        return calls / clock.Elapsed.TotalSeconds;
    }

    private async Task<string> PayAsync(int number)
    {
        using var answer = await PostAsync("/v1/payment_intents", new()
        {
            ["amount"] = (1_000 + number % 5_000).ToString(CultureInfo.InvariantCulture),
            ["currency"] = "gbp",
            ["confirm"] = "true",
            ["payment_method"] = "pm_card_gb",
            ["description"] = $"Order {number}",
            ["metadata[order]"] = $"LM-{number:0000000}",
        }, $"pay-{number}");
        return answer.RootElement.GetProperty("id").GetString()!;
    }

    private async Task PayByPageAsync(int number)
    {
        using var session = await PostAsync("/v1/checkout/sessions", new()
        {
            ["mode"] = "payment",
            ["success_url"] = "http://127.0.0.1:9/return",
            ["client_reference_id"] = $"LM-{number:0000000}",
            ["line_items[0][quantity]"] = "1",
            ["line_items[0][price_data][currency]"] = "gbp",
            ["line_items[0][price_data][unit_amount]"] = "9700",
            ["line_items[0][price_data][product_data][name]"] = "Skip permit",
        }, $"session-{number}");
        var url = session.RootElement.GetProperty("url").GetString()!;
        using var page = await http.GetAsync(new Uri(url));
        var token = TokenPattern().Match(await page.Content.ReadAsStringAsync()).Groups["token"].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["csrf"] = token,
                ["email"] = "sam.taylor@example.com",
                ["number"] = "4000008260000000",
                ["expiry"] = "12/40",
                ["cvc"] = "123",
                ["name"] = "Sam Taylor",
                ["postcode"] = "LM2 7QT",
            }),
        };
        request.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var paid = await http.SendAsync(request);
        if ((int)paid.StatusCode != 303) throw new InvalidOperationException($"The page answered {(int)paid.StatusCode}.");
    }

    private async Task<JsonDocument> PostAsync(string path, Dictionary<string, string> fields, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task GetAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private double MemoryMiB()
    {
        process.Refresh();
        return process.WorkingSet64 / 1024.0 / 1024;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        http.Dispose();
    }

    [GeneratedRegex("name=\"csrf\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex TokenPattern();
}
