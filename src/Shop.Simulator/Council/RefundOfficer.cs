namespace Shop.Simulator.Council;

/// <summary>Gives refused money back; a second person agrees where the amount needs one.</summary>
public sealed class RefundOfficer(Officer officer, Officer second)
{
    private const int MostAVisit = 10;

    /// <summary>Gives back what teams refused, up to ten a visit. A payment whose payer disputes it waits until the bank has decided.</summary>
    public async Task GiveBackAsync()
    {
        await officer.OpenAsync("/finance/refunds-due");
        foreach (var page in officer.Links(h => h.Contains("/refund?due=", StringComparison.Ordinal)).Take(MostAVisit))
        {
            await officer.OpenAsync(page);
            var asks = officer.HasButton("Ask for");
            if (!asks && !officer.HasButton("Give back")) continue;
            await officer.SubmitAsync(asks ? "Ask for" : "Give back", ("reason", "The team refused the order."));
            if (asks) await AgreeAsync();
        }
    }

    private async Task AgreeAsync()
    {
        await second.OpenAsync("/finance/refunds");
        foreach (var page in second.Links(h => h.StartsWith("/finance/refunds/", StringComparison.Ordinal)))
        {
            await second.OpenAsync(page);
            if (second.Links(h => h.EndsWith("/act", StringComparison.Ordinal)) is not [var act, ..]) continue;
            await second.OpenAsync(act);
            if (second.Browser.Page.QuerySelector("[name=decision]") is not null) await second.SubmitAsync("Save", ("decision", "agree"), ("reason", ""));
        }
    }
}
