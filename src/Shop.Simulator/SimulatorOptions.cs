using System.Globalization;

namespace Shop.Simulator;

/// <summary>How much is played, and how it can be played again.</summary>
/// <param name="Months">Months from today, each of them imported, matched and explained.</param>
/// <param name="Orders">Residents who set out to buy something, over all months.</param>
/// <param name="Seed">The same seed and size give the same residents, baskets, cards and bank lines.</param>
/// <param name="Keep">A folder to leave the database, mails and bank files in; null: they are deleted.</param>
/// <param name="Parallel">Residents under way at once.</param>
public sealed record SimulatorOptions(int Months, int Orders, int Seed, string? Keep, int Parallel)
{
    /// <summary>What 3 months of the shop this one replaces came to: £190,000 in about so many orders.</summary>
    private const int OrdersPerMonth = 540;

    public const string Usage = "Usage: [--months 3] [--orders N] [--seed S] [--keep FOLDER] [--parallel 6]";

    /// <exception cref="ArgumentException">An argument is unknown, or its value is no positive whole number.</exception>
    public static SimulatorOptions Parse(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (args[i] is not ("--months" or "--orders" or "--seed" or "--keep" or "--parallel") || i + 1 == args.Length)
                throw new ArgumentException($"'{args[i]}' is not known or has no value. {Usage}");
            values[args[i]] = args[i + 1];
        }

        var months = Number(values, "--months", 3);
        return new(months, Number(values, "--orders", months * OrdersPerMonth), Number(values, "--seed", 20261125), values.GetValueOrDefault("--keep"), Number(values, "--parallel", 6));
    }

    private static int Number(Dictionary<string, string> values, string name, int otherwise)
    {
        if (!values.TryGetValue(name, out var text)) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"{name} must be a whole number above 0, not '{text}'. {Usage}");
    }
}
