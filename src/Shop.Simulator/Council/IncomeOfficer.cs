using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shop.Simulator.Bank;

namespace Shop.Simulator.Council;

/// <summary>Gives refused money back, imports statements, matches and explains them, and reads the proofs; a second person agrees where one is needed.</summary>
public sealed class IncomeOfficer(Officer officer, Officer second)
{
    public async Task SetUpAsync()
    {
        await officer.OpenAsync("/finance/bank/accounts/add");
        await officer.SubmitAsync("Add account", ("name", "Income account"), ("sortCode", StatementFiles.SortCode), ("number", StatementFiles.Account), ("exact", "yes"));
    }

    /// <summary>Gives back what teams refused, up to ten a visit.</summary>
    public async Task GiveBackAsync()
    {
        await officer.OpenAsync("/finance/refunds-due");
        foreach (var page in Links("/refund?due=").Take(10).ToList())
        {
            await officer.OpenAsync(page);
            if (!HasButton("Give back") && !HasButton("Ask for")) continue;
            var asks = HasButton("Ask for");
            await officer.SubmitAsync(asks ? "Ask for" : "Give back", ("reason", "The team refused the order."));
            if (asks) await AgreeAsync();
        }
    }

    private async Task AgreeAsync()
    {
        await second.OpenAsync("/finance/refunds");
        foreach (var page in second.Browser.Page.QuerySelectorAll<IHtmlAnchorElement>("main table a").Select(a => a.GetAttribute("href")!).Where(h => h.StartsWith("/finance/refunds/", StringComparison.Ordinal)).Distinct().ToList())
        {
            await second.OpenAsync(page);
            if (second.Browser.Page.QuerySelectorAll<IHtmlAnchorElement>("main a").FirstOrDefault(a => a.GetAttribute("href")!.EndsWith("/act", StringComparison.Ordinal)) is not { } act) continue;
            await second.OpenAsync(act.GetAttribute("href")!);
            if (second.Browser.Page.QuerySelector("[name=decision]") is not null) await second.SubmitAsync("Save", ("decision", "agree"), ("reason", ""));
        }
    }

    /// <summary>Reads Stripe, takes the bank's file in, confirms what the page suggests and explains what is left.</summary>
    public async Task CloseMonthAsync(string fileName, byte[] file)
    {
        await ReadStripeAsync();
        await officer.OpenAsync("/finance/bank");
        var account = officer.Browser.Page.QuerySelectorAll<IHtmlOptionElement>("[name=account] option").First(o => o.Value.Length > 0).Value;
        await officer.Browser.SubmitAsync("Import statement", [("account", account)], [("file", fileName, file)]);
        if (HasButton("Save layout and import")) await officer.SubmitAsync("Save layout and import");
        if (officer.Browser.Errors.Count > 0) throw officer.Lost();
    }

    public async Task<Summary> SummariseAsync(SummaryFacts facts)
    {
        await ReadStripeAsync();
        var pages = new List<(string, long)>();
        await officer.OpenAsync("/finance/clearing");
        var totals = officer.Browser.Page.QuerySelectorAll("main .app-total-row td").Select(c => Pence(c.TextContent)).ToList();
        pages.Add(("Stripe clearing", totals[0]));
        pages.Add(("Payouts in transit", totals[1]));
        await officer.OpenAsync("/finance/payouts");
        var figures = officer.Browser.Page.QuerySelectorAll("main .app-figure__number").Select(f => f.TextContent).ToList();
        pages.Add(("Payouts", Pence(figures[2])));
        await officer.OpenAsync("/finance/bank");
        pages.Add(("Bank lines to explain", officer.Browser.Page.QuerySelectorAll("main tbody tr td:nth-of-type(3)").Sum(c => Pence(c.TextContent))));
        return new Summary(facts, Pence(figures[1]), int.Parse(figures[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture), pages);
    }

    private async Task ReadStripeAsync()
    {
        await officer.OpenAsync("/finance/payouts");
        await officer.SubmitAsync("Read Stripe now");
    }

    private IEnumerable<string> Links(string part) =>
        officer.Browser.Page.QuerySelectorAll<IHtmlAnchorElement>("main a").Select(a => a.GetAttribute("href") ?? "").Where(h => h.Contains(part, StringComparison.Ordinal)).Distinct();

    private bool HasButton(string text) => officer.Browser.Page.QuerySelectorAll("main form button").Any(b => b.TextContent.Trim().StartsWith(text, StringComparison.Ordinal));

    /// <summary>"£1,234.56" or "−£3.00" as pence.</summary>
    private static long Pence(string text)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        if (digits.Length == 0) return 0;
        var pence = long.Parse(digits, CultureInfo.InvariantCulture);
        return text.Contains('-', StringComparison.Ordinal) || text.Contains('−', StringComparison.Ordinal) ? -pence : pence;
    }
}
