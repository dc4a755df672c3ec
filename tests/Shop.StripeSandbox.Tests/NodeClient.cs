using System.Diagnostics;
using System.Text;

namespace Shop.StripeSandbox.Tests;

/// <summary>Runs the scripts of the folder "Node": Stripe's client for Node against the sandbox.</summary>
internal static class NodeClient
{
    public static string Folder { get; } = FindFolder();

    /// <summary>Where the client's TypeScript definitions of Stripe's objects are.</summary>
    public static string Types => Path.Combine(Folder, "node_modules", "stripe", "esm", "resources");

    /// <summary>Runs a script to its end and returns what it printed. Fails with what it complained of.</summary>
    public static async Task<string> RunAsync(string script, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string input = "")
    {
        var start = new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "Node", "node_modules")))
                return Path.Combine(folder.FullName, "Node");
        throw new DirectoryNotFoundException("The folder \"Node\" with its node_modules was not found above the tests: build the test project.");
    }
}
