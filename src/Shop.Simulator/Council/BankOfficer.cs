using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shop.Simulator.Bank;

namespace Shop.Simulator.Council;

/// <summary>
/// Imports statements, confirms what the matching page suggests, and explains what is left by what stands on the bank line
/// and nothing else. What the lines do not explain is left open.
/// </summary>
public sealed class BankOfficer(Officer officer)
{
    private const string MatchPage = "/finance/bank/match";

    /// <summary>Matches of one visit; more would mean that confirming does not help.</summary>
    private const int MostMatches = 200;

    /// <summary>Lines left out because they are no money of the shop, in pence.</summary>
    public long LeftOutPence { get; private set; }

    /// <summary>What the bank kept of payouts, in pence.</summary>
    public long ChargesPence { get; private set; }

    public async Task SetUpAsync()
    {
        await officer.OpenAsync("/finance/bank/accounts/add");
        await officer.SubmitAsync("Add account", ("name", "Income account"), ("sortCode", StatementFiles.SortCode), ("number", StatementFiles.Account), ("exact", "yes"));
    }

    /// <summary>Takes the bank's file in, confirms what the page suggests and explains what is left.</summary>
    public async Task ImportAsync(string fileName, byte[] file)
    {
        await ReadStripeAsync();
        await officer.OpenAsync("/finance/bank");
        var account = officer.Browser.Page.QuerySelectorAll<IHtmlOptionElement>("[name=account] option").First(o => o.Value.Length > 0).Value;
        await officer.Browser.SubmitAsync("Import statement", [("account", account)], [("file", fileName, file)]);
        if (officer.HasButton("Save layout and import")) await officer.SubmitAsync("Save layout and import");
        if (officer.Browser.Errors.Count > 0) throw officer.Lost();
        await ConfirmAsync();
        await ConfirmChargedAsync();
        await CancelReturnedAsync();
        await LeaveOutAsync();
        await ClearAsync();
    }

    /// <summary>Everything Stripe has told until now is in the shop afterwards.</summary>
    public async Task ReadStripeAsync()
    {
        await officer.OpenAsync("/finance/payouts");
        await officer.SubmitAsync("Read Stripe now");
    }

    /// <summary>Lines and payouts of the same amount: one click each.</summary>
    private async Task ConfirmAsync()
    {
        await officer.OpenAsync(MatchPage);
        for (var matches = 0; IsSuggested; matches++)
        {
            if (matches == MostMatches) throw officer.Lost();
            await officer.SubmitAsync("Confirm");
        }
    }

    private bool IsSuggested => officer.Browser.Page.QuerySelectorAll("main form .app-link-button").Any(b => b.TextContent.StartsWith("Confirm", StringComparison.Ordinal));

    /// <summary>The bank kept its charge and says so on the line: the difference becomes an item, which is cleared to bank charges.</summary>
    private async Task ConfirmChargedAsync()
    {
        while (Suggested().Find(IsCharged) is { } row)
        {
            await officer.OpenAsync(row.QuerySelectorAll<IHtmlAnchorElement>("a").First(a => a.TextContent.StartsWith("Look closer", StringComparison.Ordinal)).GetAttribute("href")!.Split('#')[0]);
            await officer.SubmitAsync("Confirm this match", ("reason", $"{BankBook.ChargeWords} is on the bank line."), ("rest", "yes"));
            await officer.OpenAsync(MatchPage);
        }
    }

    private List<IElement> Suggested() =>
        [.. officer.Browser.Page.QuerySelectorAll("main tbody tr").Where(r => r.QuerySelectorAll("a").Any(a => a.TextContent.StartsWith("Look closer", StringComparison.Ordinal)))];

    /// <summary>Only the charge that stands on the line: a penny more or less is not explained by it.</summary>
    private static bool IsCharged(IElement row) =>
        row.TextContent.Contains(BankBook.ChargeWords, StringComparison.Ordinal) && Pounds.Pence(row.Children[2].TextContent) == -BankBook.ChargePence;

    /// <summary>A payout that came and was sent back by the bank: the two lines cancel each other. Where the first was matched already, that is undone before.</summary>
    private async Task CancelReturnedAsync()
    {
        foreach (var back in Lines().Where(l => l.Text.Contains(BankBook.ReturnWords, StringComparison.Ordinal)))
        {
            if (Came(back) is null) await UndoAsync(-back.Pence);
            if (Came(back) is { } came)
            {
                await officer.OpenAsync($"{MatchPage}?line={came.Id}&line={back.Id}");
                await officer.SubmitAsync("Confirm this match", ("reason", "The bank sent this payout back; Stripe shows it as failed."));
            }

            await officer.OpenAsync(MatchPage);
        }
    }

    private OpenLine? Came(OpenLine back) => Lines().Find(l => l.Pence == -back.Pence && l.Text.Contains("STRIPE", StringComparison.Ordinal));

    /// <summary>Undoes the last match of this amount. Does nothing when there is none among those shown.</summary>
    private async Task UndoAsync(long pence)
    {
        var match = officer.Browser.Page.QuerySelector("#recent-caption")?.ParentElement!.QuerySelectorAll("tbody tr")
            .FirstOrDefault(r => Pounds.Pence(r.Children[2].TextContent) == pence && r.QuerySelector(".govuk-tag") is null);
        if (match is null) return;
        await officer.OpenAsync(match.QuerySelector("a")!.GetAttribute("href")!);
        await officer.SubmitAsync("Undo match", ("reason", "The payout failed, and the bank took it back."));
        await officer.OpenAsync(MatchPage);
    }

    private async Task LeaveOutAsync()
    {
        foreach (var line in Lines().Where(l => l.Text.Contains(BankBook.TaxOffice, StringComparison.Ordinal)))
        {
            await officer.OpenAsync($"{MatchPage}?line={line.Id}");
            await officer.SubmitAsync("Leave lines out", ("reason", "A repayment of VAT to the council: no money of the shop."));
            LeftOutPence += line.Pence;
        }
    }

    /// <summary>Items whose words say where their money belongs.</summary>
    private async Task ClearAsync()
    {
        await officer.OpenAsync("/finance/suspense");
        var items = officer.Browser.Page.QuerySelectorAll("main tbody tr")
            .Select(r => (Page: r.QuerySelector("a")!.GetAttribute("href")!, Pence: Pounds.Pence(r.Children[3].TextContent), Why: r.Children[4].TextContent)).ToList();
        foreach (var (page, pence, why) in items)
        {
            if (why.Contains(BankBook.Rent, StringComparison.Ordinal))
                await ClearAsync(page, "The rent of an allotment, paid by bank transfer.", ("account-1", "income"), ("costCentre-1", "EN620"), ("subjective-1", "91620"));
            else if (why.Contains(BankBook.ChargeWords, StringComparison.Ordinal) && pence == -BankBook.ChargePence)
            {
                await ClearAsync(page, "The bank's charge for the transfer.", ("account-1", "card-fees"));
                ChargesPence -= pence;
            }
        }
    }

    private async Task ClearAsync(string page, string reason, params (string, string)[] codes)
    {
        await officer.OpenAsync(page + "/clear");
        await officer.SubmitAsync("Clear and post", [.. codes, ("reason", reason)]);
    }

    /// <summary>The bank lines that nothing explains yet.</summary>
    private List<OpenLine> Lines() => OpenLine.On(officer.Browser.Page);
}
