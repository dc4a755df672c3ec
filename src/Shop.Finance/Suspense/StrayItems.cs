using Microsoft.EntityFrameworkCore;
using Shop.Finance.Refunds;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Suspense;

/// <summary>
/// The items of one stray charge: its own (ch_), and those of its refunds that failed (re_). What goes back is taken from them, so that they
/// are at any time what suspense in the ledger has of the charge. Amounts in pence.
/// </summary>
internal sealed class StrayItems(ShopDbContext db, SuspenseItems items, TimeProvider clock)
{
    /// <summary>An officer has put money of the charge on codes: it cannot go back before they undo that, or it would go twice.</summary>
    public async Task<bool> IsClearedByOfficerAsync(string chargeId, CancellationToken ct) =>
        (await OfAsync(chargeId, ct)).Exists(i => i is { State: SuspenseState.Cleared, ClearedBy: not null });

    /// <summary>What of the charge waits in suspense.</summary>
    public async Task<long> OpenPenceAsync(string chargeId, CancellationToken ct) => (await OpenAsync(chargeId, null, ct)).Sum(i => i.AmountPence);

    /// <summary>
    /// Money of the charge has left suspense: takes it from the open items and settles those of which nothing is left. What none of them has
    /// was put on codes before: that becomes an item below zero, named by the journal, for an officer to take from the same codes again.
    /// </summary>
    /// <param name="journal">The source of the journal that took it, such as "refund:re_1".</param>
    /// <param name="first">The item to take it from first: the refund's own (re_), where it failed before.</param>
    public async Task TakeAsync(string chargeId, string journal, string? first, long pence, string how, DateOnly day, CancellationToken ct)
    {
        foreach (var item in await OpenAsync(chargeId, first, ct))
        {
            var taken = Math.Min(pence, item.AmountPence);
            if (taken == 0) return;
            if (taken == item.AmountPence) await items.SettleAsync(SuspenseSource.StrayMoney, item.SourceId, how, ct);
            else Shorten(item, taken, how);
            pence -= taken;
        }

        if (pence > 0)
            await items.OpenAsync(
                SuspenseSource.StrayMoney, journal, -pence, $"{how}, after money of {chargeId} had been put on codes. Clear it to the same codes, or undo that.", day, ct);
    }

    /// <summary>A refund of the charge failed and its money is in suspense again: an item of its own, less what it had taken too much.</summary>
    public async Task ReturnAsync(string chargeId, string refundId, string journal, long pence, DateOnly day, CancellationToken ct)
    {
        if (await items.FindAsync(SuspenseSource.StrayMoney, journal, ct) is { State: SuspenseState.Open } over)
        {
            await items.SettleAsync(SuspenseSource.StrayMoney, journal, "The refund failed, the money is back.", ct);
            pence += over.AmountPence;
        }

        if (pence > 0) await items.OpenAsync(SuspenseSource.StrayMoney, refundId, pence, $"The refund of {chargeId} failed", day, ct);
    }

    /// <summary>What is left stays on the list; what went is kept as a note.</summary>
    private void Shorten(SuspenseItem item, long pence, string how)
    {
        item.Shorten(pence);
        db.Add(new SuspenseNote(item.Id, $"{how}: {new Money(pence)} of it; {new Money(item.AmountPence)} is left.", "The shop", clock.UtcNow()));
    }

    private async Task<List<SuspenseItem>> OpenAsync(string chargeId, string? first, CancellationToken ct) =>
        [.. (await OfAsync(chargeId, ct)).Where(i => i is { State: SuspenseState.Open, AmountPence: > 0 }).OrderBy(i => i.SourceId == first ? 0 : 1).ThenBy(i => i.OpenedAt)];

    /// <summary>Also those that this transaction opened and has not written yet.</summary>
    private async Task<List<SuspenseItem>> OfAsync(string chargeId, CancellationToken ct)
    {
        var sources = await db.Set<FinanceRefund>().Where(r => r.ChargeId == chargeId && r.StripeRefundId != null).Select(r => r.StripeRefundId!).ToListAsync(ct);
        sources.AddRange(db.Set<FinanceRefund>().Local.Where(r => r.ChargeId == chargeId).Select(r => r.StripeRefundId).OfType<string>());
        sources.Add(chargeId);
        await db.Set<SuspenseItem>().Where(i => i.Source == SuspenseSource.StrayMoney && sources.Contains(i.SourceId)).LoadAsync(ct);
        return [.. db.Set<SuspenseItem>().Local.Where(i => i.Source == SuspenseSource.StrayMoney && sources.Contains(i.SourceId))];
    }
}
