namespace Shop.StripeSandbox;

/// <summary>The sandbox by itself: <c>dotnet run --project src/Shop.StripeSandbox -- --urls http://127.0.0.1:12111</c>.</summary>
internal static class EntryPoint
{
    private static async Task<int> Main(string[] args)
    {
        WebApplication sandbox;
        try
        {
            sandbox = StripeSandbox.Build(StripeSandboxOptions.FromArguments(args));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        await using (sandbox) await sandbox.RunAsync();
        return 0;
    }
}
