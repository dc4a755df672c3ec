namespace Shop.Payments;

/// <summary>How long a page waits for Stripe before it answers with what is known.</summary>
internal static class Patience
{
    /// <summary>A page has to answer within 10 seconds; the rest is the page's own work.</summary>
    public static readonly TimeSpan OfAPage = TimeSpan.FromSeconds(8);

    /// <summary>Network waits run on the machine's clock, also when a rehearsal moves the shop's.</summary>
    public static CancellationTokenSource Start(CancellationToken ct)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(OfAPage);
        return patience;
    }
}
