using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Shop.Web.Startup;

namespace Shop.Simulator;

/// <summary>Who may sign in after the first start, as the shop printed it.</summary>
public sealed record FirstStaff(string Email, string Password);

/// <summary>The shop in a process of its own with its sandbox, on an empty database, as <c>dotnet run</c> would start it.</summary>
public sealed partial class RunningShop : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output;

    private RunningShop(Process process, List<string> output, Uri address, Uri sandbox, string folder)
    {
        _process = process;
        _output = output;
        Address = address;
        Sandbox = sandbox;
        Folder = folder;
    }

    public Uri Address { get; }

    public Uri Sandbox { get; }

    /// <summary>The shop's data: database, attachments, mails.</summary>
    public string Folder { get; }

    public FirstStaff Administrator => Staff("Administrator");

    public FirstStaff IncomeOfficer => Staff("Income officer");

    /// <summary>Starts the shop and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has what it printed.</exception>
    public static async Task<RunningShop> StartAsync(string folder)
    {
        var (address, sandbox) = (FreeAddress(), FreeAddress());
        var start = new ProcessStartInfo("dotnet", typeof(ShopModules).Assembly.Location)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in Settings(address, sandbox, folder)) start.Environment[key] = value;
        var process = Process.Start(start)!;
        var output = new List<string>();
        process.OutputDataReceived += (_, e) => Keep(output, e.Data);
        process.ErrorDataReceived += (_, e) => Keep(output, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var shop = new RunningShop(process, output, address, sandbox, folder);
        await shop.UntilItAnswersAsync();
        return shop;
    }

    public string Output
    {
        get { lock (_output) return string.Join('\n', _output); }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Dictionary<string, string> Settings(Uri address, Uri sandbox, string folder) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = Plain(address),
        ["ASPNETCORE_CONTENTROOT"] = Path.Combine(Repository(), "src", "Shop.Web"),
        ["AllowedHosts"] = "127.0.0.1",
        ["Shop__PublicUrl"] = Plain(address),
        ["Shop__DataFolder"] = folder,
        ["Shop__SeedData"] = Path.Combine(Repository(), "seed-data"),
        ["Database__ConnectionString"] = $"Data Source={Path.Combine(folder, "shop.db")}",
        ["Sandbox__Enabled"] = "true",
        ["Sandbox__Url"] = Plain(sandbox),
        ["Logging__LogLevel__Default"] = "Warning",
        // A process that lives for minutes does not live to see what measuring itself costs come back.
        ["DOTNET_TieredPGO"] = "0",
        // One machine plays every resident and officer: the limits per address would only measure themselves.
        ["Limits__PostsPerMinute"] = "10000000",
        ["Limits__SignInsPerMinute"] = "10000000",
    };

    private async Task UntilItAnswersAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        while (!await AnswersAsync(client) || !Output.Contains("Staff sign-in", StringComparison.Ordinal))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The shop ended with exit code {_process.ExitCode}:\n{Output}");
            await Task.Delay(50);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private FirstStaff Staff(string role)
    {
        var line = Output.Split('\n').FirstOrDefault(l => l.TrimStart().StartsWith(role, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The shop printed no {role}:\n{Output}");
        var match = StaffPattern().Match(line);
        return match.Success ? new FirstStaff(match.Groups["email"].Value, match.Groups["password"].Value) : throw new InvalidOperationException($"No password in: {line}");
    }

    private static void Keep(List<string> output, string? line)
    {
        if (line is null) return;
        lock (output) output.Add(line);
    }

    private static string Plain(Uri address) => address.ToString().TrimEnd('/');

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Shop.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("Shop.sln was not found above the program: run it from a clone of the repository.");
    }

    [GeneratedRegex(@"(?<email>\S+@\S+)\s+password (?<password>.+?)\s+\(shown")]
    private static partial Regex StaffPattern();
}
