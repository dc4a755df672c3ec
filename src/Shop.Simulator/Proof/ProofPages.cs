using System.Globalization;
using AngleSharp.Dom;
using Shop.Simulator.Bank;
using Shop.Simulator.Council;

namespace Shop.Simulator.Proof;

/// <summary>The finance pages on which something may be unexplained, each read for itself.</summary>
internal sealed class ProofPages(Officer officer)
{
    /// <summary>A payout may be this late before somebody must ask where it is.</summary>
    private const int WorkingDaysAllowed = 3;

    private const int MostDaysOfProof = 92;

    /// <summary>Stripe against the ledger day by day, payouts in transit, and those that are too old.</summary>
    public async Task ClearingAsync(List<Finding> findings, DateOnly today)
    {
        await officer.OpenAsync("/finance/clearing");
        var verdict = Text(".app-verdict p");
        foreach (var (row, what) in Rows(".app-columns .app-total-row").Zip(["Stripe clearing", "Payouts in transit"]))
            Add(findings, $"Clearing account: {what}", Pounds.Pence(row.QuerySelector("td")!.TextContent), verdict);
        if (verdict != "Unexplained £0.00") findings.Add(new Finding("Clearing account", 0, Text(".app-verdict")));
        foreach (var row in TableRows("transit-caption"))
            if (Weekdays.After(Day(row.Children[2].TextContent), WorkingDaysAllowed) < today)
                findings.Add(new Finding("Payouts not yet on the bank", Pounds.Pence(row.Children[3].TextContent), $"{row.QuerySelector("a")!.TextContent}, due {row.Children[2].TextContent.Trim()}"));
    }

    public async Task PayoutsAsync(List<Finding> findings)
    {
        await officer.OpenAsync("/finance/payouts?show=unexplained");
        foreach (var row in TableRows("payouts-caption")) findings.Add(new Finding("Payouts", Pounds.Pence(row.Children[6].TextContent), row.QuerySelector("a")!.TextContent));
    }

    public async Task BankLinesAsync(List<Finding> findings)
    {
        await officer.OpenAsync("/finance/bank/match");
        foreach (var line in OpenLine.On(officer.Browser.Page)) findings.Add(new Finding("Bank lines to explain", line.Pence, line.Text));
    }

    /// <summary>
    /// Open items. Those of bank lines and of payouts not on the bank stand with the bank and with the clearing account already.
    /// Returns the sum of the items whose money is in the ledger's suspense account, in pence.
    /// </summary>
    public async Task<long> SuspenseAsync(List<Finding> findings)
    {
        long posted = 0;
        await officer.OpenAsync("/finance/suspense");
        foreach (var row in TableRows("suspense-caption"))
        {
            var (what, pence) = (row.QuerySelector("a")!.TextContent, Pounds.Pence(row.Children[3].TextContent));
            if (!what.StartsWith("Payout", StringComparison.Ordinal)) posted += pence;
            if (what.StartsWith("Bank line", StringComparison.Ordinal) || what.StartsWith("Payout not on the bank", StringComparison.Ordinal)) continue;
            findings.Add(new Finding("Suspense", pence, $"{what}: {row.Children[4].TextContent.Trim()}"));
        }

        return posted;
    }

    /// <summary>Money without an order and orders without money, looked for anew.</summary>
    public async Task RescueAsync(List<Finding> findings)
    {
        await officer.OpenAsync("/finance/rescue");
        await officer.SubmitAsync("Check now");
        foreach (var row in TableRows("rescue-caption"))
            findings.Add(new Finding("Rescue", Pounds.Pence(row.Children[3].TextContent), $"{row.QuerySelector("a")!.TextContent}: {row.Children[4].TextContent.Trim()}"));
    }

    /// <summary>Stripe against orders, charge by charge.</summary>
    public async Task TakingsAsync(List<Finding> findings, DateOnly from, DateOnly until)
    {
        for (var first = from; first <= until; first = first.AddDays(MostDaysOfProof))
        {
            var last = first.AddDays(MostDaysOfProof - 1) is var end && end < until ? end : until;
            await officer.OpenAsync(string.Create(CultureInfo.InvariantCulture, $"/finance/proof?from={first:yyyy-MM-dd}&to={last:yyyy-MM-dd}"));
            if (!Text(".app-verdict p").StartsWith("Unexplained", StringComparison.Ordinal)) throw officer.Lost();
            foreach (var row in TableRows("differences-caption").Where(r => r.Children[6].QuerySelector("a") is not null))
                findings.Add(new Finding("Proof by order", Pounds.Pence(row.Children[5].TextContent), $"{Words(row.Children[0])} {Words(row.Children[1])}"));
        }
    }

    public async Task LedgerAsync(List<Finding> findings)
    {
        await officer.OpenAsync("/finance/ledger");
        if (Text(".app-verdict p") != "The ledger balances") findings.Add(new Finding("Trial balance", 0, Text(".app-verdict")));
        await officer.OpenAsync("/finance/ledger/chain?check=all");
        if (Text(".app-verdict p") != "The chain holds") findings.Add(new Finding("Seal of the ledger", 0, Text(".app-verdict")));
    }

    private static void Add(List<Finding> findings, string where, long pence, string what)
    {
        if (pence != 0) findings.Add(new Finding(where, pence, what));
    }

    private IEnumerable<IElement> Rows(string selector) => officer.Browser.Page.QuerySelectorAll(selector);

    private IEnumerable<IElement> TableRows(string caption) => Rows($"#{caption}").SelectMany(c => c.ParentElement!.QuerySelectorAll("tbody tr"));

    private string Text(string selector) => officer.Browser.Page.QuerySelector(selector) is { } found ? Words(found) : throw officer.Lost();

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>"3 Dec 2026".</summary>
    private static DateOnly Day(string text) => DateOnly.ParseExact(text.Trim(), ["d MMM yyyy", "d MMMM yyyy", "dd MMM yyyy"], CultureInfo.GetCultureInfo("en-GB"));
}
