namespace Shop.Simulator.Proof;

/// <summary>Money that somebody could not explain, or two figures that should be the same.</summary>
/// <param name="Where">The page, file or API that says so.</param>
/// <param name="Pence">How much; nought only where a page says that something is wrong and no amount.</param>
/// <param name="What">The thing concerned, by name: a bank line, a payout, a charge.</param>
public sealed record Finding(string Where, long Pence, string What);

/// <summary>Two independent words about the same money, in pence.</summary>
public sealed record Comparison(string What, string One, long OnePence, string Other, long OtherPence)
{
    public long DifferencePence => OnePence - OtherPence;
}
