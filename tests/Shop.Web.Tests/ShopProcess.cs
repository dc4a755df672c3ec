using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Shop.Web.Tests;

/// <summary>
/// The shop in a process of its own that can be killed at any moment and started again on the same data, paying
/// through a sandbox that lives on in the test.
/// </summary>
public sealed class ShopProcess(string folder, Uri sandbox, string webhookSecret) : IAsyncDisposable
{
    private readonly int _port = FreePort();
    private readonly List<string> _output = [];
    private Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    /// <summary>What the shop has printed so far.</summary>
    public string Output
    {
        get { lock (_output) return string.Join('\n', _output); }
    }

    /// <summary>More settings as environment variables, such as "Sweeper__Seconds".</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", typeof(Program).Assembly.Location)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in Defaults().Concat(Settings)) start.Environment[key] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilItAnswersAsync();
    }

    /// <summary>Starts without waiting for it to answer: for a kill in the middle of starting.</summary>
    public void StartOnly()
    {
        var start = new ProcessStartInfo("dotnet", typeof(Program).Assembly.Location) { WorkingDirectory = folder };
        foreach (var (key, value) in Defaults().Concat(Settings)) start.Environment[key] = value;
        _process = Process.Start(start)!;
    }

    /// <summary>kill -9: nothing is finished, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        _ = SendSignal(_process!.Id, 15);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await KillAsync();
        _process?.Dispose();
    }

    private Dictionary<string, string> Defaults() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = Address.ToString().TrimEnd('/'),
        ["ASPNETCORE_CONTENTROOT"] = Path.Combine(RepositoryRoot(), "src", "Shop.Web"),
        ["Shop__PublicUrl"] = Address.ToString().TrimEnd('/'),
        ["Shop__DataFolder"] = folder,
        ["Shop__SeedData"] = Path.Combine(RepositoryRoot(), "seed-data"),
        ["Database__ConnectionString"] = $"Data Source={Path.Combine(folder, "shop.db")}",
        ["Sandbox__Enabled"] = "false",
        ["Stripe__SecretKey"] = "sk_test_shared",
        ["Stripe__ApiBase"] = sandbox.ToString().TrimEnd('/'),
        ["Stripe__WebhookSecret"] = webhookSecret,
        ["Logging__LogLevel__Default"] = "Information",
    };

    private async Task UntilItAnswersAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        while (true)
        {
            if (_process!.HasExited) throw new InvalidOperationException($"The shop ended with exit code {_process.ExitCode}:\n{Output}");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException) { await Task.Delay(50); }
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Add(line);
    }

    internal static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Shop.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("Shop.sln was not found above the tests.");
    }

    /// <summary>A port below those the system hands out for outgoing connections, so that none of them can take it meanwhile; never the same twice in a run.</summary>
    internal static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(12_000, 32_000);
            if (!Given.TryAdd(port, true)) continue;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's; the next one.
                continue;
            }
        }
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> Given = new();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int pid, int signal);
}
