namespace Shop.Kernel.Time;

/// <summary>How long a page waits for another system before it answers with what is known.</summary>
public static class Patience
{
    /// <summary>A page has to answer within 10 seconds; the rest is the page's own work.</summary>
    public static readonly TimeSpan OfAPage = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Cancelled by the caller, or when it took as long as a page waits. Network waits run on the machine's clock, also when a
    /// rehearsal moves the shop's. Dispose it.
    /// </summary>
    public static CancellationTokenSource Start(CancellationToken ct)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(OfAPage);
        return patience;
    }

    /// <summary>As <see cref="Start"/> where somebody waits for the answer; else only the caller's.</summary>
    public static CancellationTokenSource StartIf(bool isAwaited, CancellationToken ct) =>
        isAwaited ? Start(ct) : CancellationTokenSource.CreateLinkedTokenSource(ct);
}
