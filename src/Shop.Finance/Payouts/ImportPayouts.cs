using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Payouts;

/// <summary>
/// Fetches the payouts that are new, that an event told of or that may still change, and imports those whose transactions
/// Stripe has finished listing, each to its end. Returns how many were imported. A payout that cannot be imported does not
/// stop the others. Throws <see cref="PaymentProviderUnavailableException"/>; the next call goes on where this one stopped.
/// </summary>
internal sealed record ImportPayouts : IGatewayCommand<int>;

internal sealed class ImportPayoutsHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<ImportPayoutsHandler> log) : IRequestHandler<ImportPayouts, int>
{
    private const int PageSize = 100;

    /// <summary>Banks send money back within five business days; bank holidays and clocks on top.</summary>
    private static readonly TimeSpan MayStillChange = TimeSpan.FromDays(14);

    public async Task<int> Handle(ImportPayouts request, CancellationToken cancellationToken)
    {
        await ListAsync(cancellationToken);
        await FetchAsync(cancellationToken);
        var due = await db.Set<Payout>().AsNoTracking().Where(p => p.Import == PayoutImport.Waiting && p.IsAutomatic && p.IsReconciled)
            .OrderBy(p => p.CreatedAt).ThenBy(p => p.Id).Select(p => p.PayoutId).ToListAsync(cancellationToken);
        foreach (var payoutId in due) await ImportAsync(payoutId, cancellationToken);
        return due.Count;
    }

    private async Task ListAsync(CancellationToken ct)
    {
        var started = clock.UtcNow();
        var from = (await db.Set<StripeCursor>().AsNoTracking().Select(c => c.PayoutsUntil).SingleOrDefaultAsync(ct)) - MayStillChange;
        for (string? after = null; ;)
        {
            var page = await mediator.Send(new ListStripePayouts(from, null, after, PageSize), ct);
            await mediator.Send(new StorePayouts(page.Rows, []), ct);
            if (!page.HasMore || page.Rows.Count == 0) break;
            after = page.Rows[^1].Id;
        }

        await mediator.Send(new FinishPayouts(started), ct);
    }

    /// <summary>One by one: those told of, and older ones that are still under way.</summary>
    private async Task FetchAsync(CancellationToken ct)
    {
        var old = clock.UtcNow() - MayStillChange;
        var hinted = await db.Set<PayoutHint>().AsNoTracking().Select(h => h.PayoutId).ToListAsync(ct);
        var pending = await db.Set<Payout>().AsNoTracking()
            .Where(p => p.CreatedAt < old && (p.Status == PayoutStatus.Pending || p.Status == PayoutStatus.InTransit || (p.IsAutomatic && !p.IsReconciled)))
            .Select(p => p.PayoutId).ToListAsync(ct);
        foreach (var payoutId in hinted.Union(pending))
        {
            var payout = await mediator.Send(new GetStripePayout(payoutId), ct);
            if (payout is null) log.LogWarning("Stripe does not know payout {PayoutId}", payoutId);
            await mediator.Send(new StorePayouts(payout is null ? [] : [payout], [payoutId]), ct);
        }
    }

    private async Task ImportAsync(string payoutId, CancellationToken ct)
    {
        var after = await db.Set<Payout>().AsNoTracking().Where(p => p.PayoutId == payoutId).Select(p => p.ImportAfter).SingleAsync(ct);
        await foreach (var batch in TransactionPages.ReadAsync(mediator, payoutId, from: null, after, ct))
            await mediator.Send(new StorePayoutTransactions(payoutId, batch), ct);
        await mediator.Send(new FinishPayout(payoutId), ct);
    }
}
