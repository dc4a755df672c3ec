namespace Shop.StripeSandbox;

/// <summary>The sandbox by itself: <c>dotnet run --project src/Shop.StripeSandbox -- --urls http://127.0.0.1:12111</c>.</summary>
internal static class EntryPoint
{
    private static async Task Main(string[] args)
    {
        await using var sandbox = StripeSandbox.Build(StripeSandboxOptions.FromArguments(args));
        await sandbox.RunAsync();
    }
}
