using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Suspense;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Payouts;

/// <summary>
/// Keeps payouts as Stripe has them now and drops the hints that led to them. Does nothing for one of which nothing is new.
/// One made by hand, in another currency or of the wrong mode becomes an item at once: it can never be explained by itself.
/// </summary>
/// <param name="Hints">Payouts that were told of and have been fetched.</param>
internal sealed record StorePayouts(IReadOnlyList<StripePayout> Payouts, IReadOnlyList<string> Hints) : ICommand<Unit>;

/// <summary>Every payout created before then has been listed.</summary>
internal sealed record FinishPayouts(DateTime Until) : ICommand<Unit>;

internal sealed class StorePayoutsHandler(ShopDbContext db, SuspenseItems items, TimeProvider clock, ILogger<StorePayoutsHandler> log)
    : IRequestHandler<StorePayouts, Unit>, IRequestHandler<FinishPayouts, Unit>
{
    public async Task<Unit> Handle(StorePayouts request, CancellationToken cancellationToken)
    {
        var ids = request.Payouts.Select(p => p.Id).ToList();
        var known = await db.Set<Payout>().Where(p => ids.Contains(p.PayoutId)).ToDictionaryAsync(p => p.PayoutId, cancellationToken);
        foreach (var stripe in request.Payouts.DistinctBy(p => p.Id))
        {
            if (known.TryGetValue(stripe.Id, out var payout)) Refresh(payout, stripe);
            else await AddAsync(stripe, cancellationToken);
        }

        var hints = await db.Set<PayoutHint>().Where(h => request.Hints.Contains(h.PayoutId)).ToListAsync(cancellationToken);
        db.RemoveRange(hints);
        return Unit.Value;
    }

    public async Task<Unit> Handle(FinishPayouts request, CancellationToken cancellationToken)
    {
        var cursor = await db.Set<StripeCursor>().SingleOrDefaultAsync(cancellationToken);
        if (cursor is null) db.Add(cursor = StripeCursor.Begin());
        cursor.FinishPayouts(request.Until);
        return Unit.Value;
    }

    private void Refresh(Payout payout, StripePayout stripe)
    {
        var before = payout.Status;
        if (!payout.Refresh(stripe, clock.UtcNow()) || payout.Status == before) return;
        if (payout.Status == PayoutStatus.Failed) log.LogError("Payout {PayoutId} failed: {Code}", payout.PayoutId, payout.FailureCode);
        else log.LogInformation("Payout {PayoutId} is {Status}", payout.PayoutId, payout.Status);
    }

    private async Task AddAsync(StripePayout stripe, CancellationToken ct)
    {
        var payout = new Payout(stripe, clock.UtcNow());
        db.Add(payout);
        log.LogInformation("Payout {PayoutId} of {Pence} pence is {Status}", payout.PayoutId, payout.AmountPence, payout.Status);
        if (PayoutAlarm.Of(payout) is not { } why || payout.AmountPence == 0) return;
        log.LogError("Payout {PayoutId}: {Why}", payout.PayoutId, why);
        await items.OpenAsync(SuspenseSource.PayoutDifference, payout.PayoutId, payout.AmountPence, why, LondonTime.DateOf(payout.CreatedAt), ct);
    }
}

/// <summary>What is wrong with a payout before anything of it is read.</summary>
internal static class PayoutAlarm
{
    public const string Manual = "This payout was made by hand in Stripe. What a manual payout carries cannot be listed, so it cannot be reconciled: switch manual payouts off.";

    /// <summary>Null when all is well.</summary>
    public static string? Of(Payout payout) =>
        payout.IsWrongMode ? "This payout is of the other mode (live or test) than the shop's key."
        : !payout.IsPounds ? $"This payout is in {payout.Currency.ToUpperInvariant()}, not in pounds."
        : payout.IsAutomatic ? null
        : payout.OriginalPayoutId is { } original ? $"This payout takes back {original} and was made by hand in Stripe."
        : Manual;
}
