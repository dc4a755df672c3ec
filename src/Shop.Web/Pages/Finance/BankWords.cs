using Shop.Finance.Bank;
using Shop.Finance.Bank.Reading;

namespace Shop.Web.Pages.Finance;

/// <summary>The words of the bank's pages.</summary>
public static class BankWords
{
    public static readonly IReadOnlyList<GovOption> Policy =
        [new("yes", "Confirm exact matches without asking", "A line and a payout of the same amount, in time, when nothing else fits either of them. All others wait for a person.")];

    public static string InWords(this StatementFormat format) => format switch
    {
        StatementFormat.Csv => "CSV",
        StatementFormat.Mt940 => "MT940",
        StatementFormat.Camt053 => "CAMT.053",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    public static string Colour(this LineState state) => state switch
    {
        LineState.Open => "yellow",
        LineState.Matched or LineState.Explained => "green",
        LineState.Suspense => "orange",
        _ => "grey",
    };
}
