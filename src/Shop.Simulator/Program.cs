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

        return await Simulation.RunAsync(options, Console.Out);
    }
}
