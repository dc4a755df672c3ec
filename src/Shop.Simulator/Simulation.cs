using Shop.Simulator.Bank;

namespace Shop.Simulator;

/// <summary>One play from an empty database to the last line.</summary>
public static class Simulation
{
    /// <summary>Plays and prints. Returns 0 when nothing is unexplained, otherwise 1.</summary>
    /// <param name="onTheWay">What happens to a statement between the bank and the officer, for tests that change a penny.</param>
    public static async Task<int> RunAsync(SimulatorOptions options, TextWriter screen, Func<BankStatement, BankStatement>? onTheWay = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = options.Keep ?? Directory.CreateTempSubdirectory("shop-simulator-").FullName;
        Directory.CreateDirectory(folder);
        try
        {
            await using var shop = await RunningShop.StartAsync(Path.GetFullPath(folder));
            using var sandbox = new SandboxControl(shop.Sandbox);
            var summary = await new Quarter(options, shop, sandbox, screen, onTheWay).PlayAsync();
            summary.Print(screen);
            return summary.Reckoning.Holds ? 0 : 1;
        }
        finally
        {
            if (options.Keep is null) Directory.Delete(folder, recursive: true);
        }
    }
}
