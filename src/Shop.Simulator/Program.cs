namespace Shop.Simulator;

/// <summary>
/// Plays months of the shop's life against its own pages and proves the money at the end. Exit code 0 when the last line
/// says that nothing is unexplained, 1 when something is, 2 when the arguments are wrong.
/// </summary>
internal static class SimulatorProgram
{
    private static async Task<int> Main(string[] args)
    {
        SimulatorOptions options;
        try
        {
            options = SimulatorOptions.Parse(args);
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }

        var folder = options.Keep ?? Directory.CreateTempSubdirectory("shop-simulator-").FullName;
        Directory.CreateDirectory(folder);
        try
        {
            await using var shop = await RunningShop.StartAsync(Path.GetFullPath(folder));
            using var sandbox = new SandboxControl(shop.Sandbox);
            var summary = await new Quarter(options, shop, sandbox, Console.Out).PlayAsync();
            summary.Print(Console.Out);
            return summary.UnexplainedPence == 0 ? 0 : 1;
        }
        finally
        {
            if (options.Keep is null) Directory.Delete(folder, recursive: true);
        }
    }
}
