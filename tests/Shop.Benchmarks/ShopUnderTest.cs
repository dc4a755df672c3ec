using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Shop.Benchmarks;

/// <summary>The shop as published for Release, in a process of its own with its sandbox, on a database made beforehand.</summary>
internal sealed class ShopUnderTest : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private ShopUnderTest(Process process, string folder, Uri address, TimeSpan startUp)
    {
        _process = process;
        _folder = folder;
        Address = address;
        StartUp = startUp;
    }

    public Uri Address { get; }

    public TimeSpan StartUp { get; }

    /// <summary>SQLite file of the running shop.</summary>
    public string Database => Path.Combine(_folder, "shop.db");

    public string Folder => _folder;

    public static async Task<ShopUnderTest> StartAsync()
    {
        var root = Root();
        var folder = Directory.CreateTempSubdirectory("shop-bench-").FullName;
        Console.WriteLine("Publishing for Release…");
        await RunAsync("dotnet", $"publish {Path.Combine(root, "src/Shop.Web")} -c Release -o {Path.Combine(folder, "app")} -v quiet -nologo", root);
        var (first, _, _) = await LaunchAsync(folder);
        await StopAsync(first);
        var (process, address, startUp) = await LaunchAsync(folder);
        return new ShopUnderTest(process, folder, address, startUp);
    }

    public double MemoryMiB()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1024.0 / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_process);
        Directory.Delete(_folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<(Process Process, Uri Address, TimeSpan StartUp)> LaunchAsync(string folder)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var url = address.ToString().TrimEnd('/');
        var start = new ProcessStartInfo("dotnet", Path.Combine(folder, "app/Shop.Web.dll"))
        {
            WorkingDirectory = Path.Combine(folder, "app"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in Settings(url, folder)) start.Environment[key] = value;
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, e) => { if (e.Data is not null) Console.Error.WriteLine(e.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = address };
        while (!await AnswersAsync(client))
        {
            if (process.HasExited) throw new InvalidOperationException($"The shop ended with exit code {process.ExitCode}.");
            await Task.Delay(20);
        }

        return (process, address, clock.Elapsed);
    }

    private static Dictionary<string, string> Settings(string url, string folder) => new()
    {
        // As installed, but with the sandbox, which Production refuses; Development looks for changed files at every request.
        ["ASPNETCORE_ENVIRONMENT"] = "Staging",
        ["AllowedHosts"] = "127.0.0.1",
        ["Shop__SeedData"] = Path.Combine(Root(), "seed-data"),
        ["Sandbox__Enabled"] = "true",
        ["ASPNETCORE_URLS"] = url,
        ["Shop__PublicUrl"] = url,
        ["Shop__DataFolder"] = folder,
        ["Shop__Quiet"] = "true",
        ["Database__ConnectionString"] = $"Data Source={Path.Combine(folder, "shop.db")}",
        ["Sandbox__Url"] = $"http://127.0.0.1:{FreePort()}",
        ["Logging__LogLevel__Default"] = "Warning",
        // One machine plays every resident: the limits per address would only measure themselves.
        ["Limits__PostsPerMinute"] = "10000000",
    };

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task StopAsync(Process process)
    {
        if (!process.HasExited) _ = Kill(process.Id, 15);
        await process.WaitForExitAsync();
    }

    internal static async Task RunAsync(string file, string arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{file} {arguments} failed.");
    }

    internal static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Shop.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("Shop.sln was not found above the program.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
