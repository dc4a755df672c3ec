using System.Globalization;
using Shop.Simulator.Bank;
using Shop.Simulator.Council;
using Shop.Simulator.Proof;
using Shop.Simulator.Residents;

namespace Shop.Simulator;

/// <summary>What the play itself did.</summary>
public sealed record Played(IReadOnlyDictionary<Outcome, int> Residents, int Fulfilled, int Refused, BankBook Bank, TimeSpan Elapsed, int Seed);

/// <summary>The end of the play: what was done, the three books side by side and, as the last line, what is unexplained.</summary>
public sealed record Summary(Played Played, StripeWord Stripe, Reckoning Reckoning)
{
    private const int MostNamed = 40;

    public void Print(TextWriter to)
    {
        ArgumentNullException.ThrowIfNull(to);
        to.WriteLine($"Residents: {string.Join(", ", Played.Residents.OrderBy(r => r.Key).Select(r => $"{r.Value:N0} {Words(r.Key)}"))}");
        to.WriteLine($"Teams: {Played.Fulfilled:N0} orders done, {Played.Refused:N0} refused; {Stripe.Refunds:N0} refunds, {Stripe.Disputes:N0} disputes");
        to.WriteLine($"Stripe: {Stripe.Payouts.Count:N0} payouts, {Stripe.PayoutsFailed:N0} of them failed, {Stripe.PayoutsBelowZero:N0} below zero");
        to.WriteLine($"Bank: {Played.Bank.Statements:N0} statements; {Played.Bank.Late:N0} payouts late, {Played.Bank.Merged:N0} pairs in one line, {Played.Bank.ChargedPayouts:N0} with a charge kept, {Played.Bank.Returned:N0} sent back, {Played.Bank.Foreign.Count:N0} lines of other people’s money");
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Played in {Played.Elapsed:m\\:ss} with --seed {Played.Seed}"));
        to.WriteLine();
        foreach (var c in Reckoning.Comparisons)
            to.WriteLine($"  {c.What,-34} {c.One,15} {Pounds.Write(c.OnePence),14}   {c.Other,15} {Pounds.Write(c.OtherPence),14}   {(c.DifferencePence == 0 ? "agree" : $"differ by {Pounds.Write(c.DifferencePence)}")}");
        foreach (var finding in Reckoning.Findings.Take(MostNamed)) to.WriteLine($"  Not explained: {finding.Where}: {Pounds.Write(finding.Pence)}, {finding.What}");
        if (Reckoning.Findings.Count > MostNamed) to.WriteLine($"  And {Reckoning.Findings.Count - MostNamed:N0} more.");
        to.WriteLine();
        var silent = Reckoning.Findings.Count(f => f.Pence == 0);
        to.WriteLine($"unexplained {Pounds.Write(Reckoning.UnexplainedPence)}{(silent == 0 ? "" : $" and {silent} without an amount")}");
    }

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Paid => "paid",
        Outcome.Free => "had nothing to pay",
        Outcome.LeftUnpaid => "left at the payment page",
        _ => "left their basket",
    };
}
