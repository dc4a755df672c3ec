using System.Diagnostics;
using System.Text.Json.Nodes;
using Stripe;

namespace Shop.StripeSandbox.Tests;

/// <summary>A sandbox in a process of its own that keeps its account in a file and can be killed at any moment.</summary>
internal sealed class SandboxProcess(string file, string webhook) : IAsyncDisposable
{
    private Process? process;
    private HttpClient? http;

    public StripeClient Client { get; private set; } = null!;

    public HttpClient Http => http!;

    /// <summary>Starts it, or starts it again on the same file.</summary>
    public async Task StartAsync()
    {
        process = Process.Start(new ProcessStartInfo("dotnet",
            [typeof(StripeSandbox).Assembly.Location, "--urls", "http://127.0.0.1:0", "--store", file, "--webhook", webhook, "--webhook-secret", Sandbox.Secret])
        {
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The sandbox did not start.");
        var url = line.Split(' ')[3];
        http = new() { BaseAddress = new(url), Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Sandbox.Key);
        Client = new(new StripeClientOptions
        {
            ApiKey = Sandbox.Key,
            ApiBase = url,
            HttpClient = new SystemNetHttpClient(http, maxNetworkRetries: 0, appInfo: null, enableTelemetry: false),
        });
    }

    /// <summary>kill -9: nothing is finished, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
        http!.Dispose();
    }

    public async Task<JsonNode> ControlAsync(string path, JsonObject? body = null)
    {
        using var answer = body is null
            ? await Http.GetAsync("/_sandbox/" + path)
            : await Http.PostAsync("/_sandbox/" + path, new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await KillAsync();
    }
}
