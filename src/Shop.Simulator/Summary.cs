using System.Globalization;
using Shop.Simulator.Bank;
using Shop.Simulator.Residents;

namespace Shop.Simulator;

/// <summary>What happened, counted by the play itself.</summary>
public sealed record SummaryFacts(IReadOnlyDictionary<Outcome, int> Residents, int Fulfilled, int Refused, BankBook Bank, int PayoutsFailed, TimeSpan Elapsed, int Seed);

/// <summary>The play's figures and, from the shop's own finance pages, the proof. Pence.</summary>
/// <param name="Pages">What each page of proof says is unexplained, by page.</param>
public sealed record Summary(SummaryFacts Facts, long PaidOutPence, int Payouts, IReadOnlyList<(string Page, long Pence)> Pages)
{
    /// <summary>The sum of what every page leaves unexplained, whichever its sign: two faults that cancel are two faults.</summary>
    public long UnexplainedPence => Pages.Sum(p => Math.Abs(p.Pence));

    public void Print(TextWriter to)
    {
        ArgumentNullException.ThrowIfNull(to);
        to.WriteLine($"Residents: {string.Join(", ", Facts.Residents.OrderBy(r => r.Key).Select(r => $"{r.Value} {Words(r.Key)}"))}");
        to.WriteLine($"Teams: {Facts.Fulfilled} done, {Facts.Refused} refused");
        to.WriteLine($"{Payouts} payouts came to {Pounds(PaidOutPence)}; {Facts.PayoutsFailed} failed");
        to.WriteLine($"Bank: {Facts.Bank.Late} payouts late, {Facts.Bank.Merged} pairs in one line, {Facts.Bank.Foreign.Count} lines of other people's money");
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Played in {Facts.Elapsed:m\\:ss}; the same again with --seed {Facts.Seed}"));
        foreach (var (page, pence) in Pages) to.WriteLine($"  {page}: {Pounds(pence)} unexplained");
        to.WriteLine($"unexplained {Pounds(UnexplainedPence)}");
    }

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Paid => "paid",
        Outcome.Free => "had nothing to pay",
        Outcome.LeftUnpaid => "left at the payment page",
        _ => "left their basket",
    };

    private static string Pounds(long pence) => (pence / 100m).ToString("C", CultureInfo.GetCultureInfo("en-GB"));
}
