using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Clearing;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Payouts;

/// <summary>
/// Compares all there is: every transaction with itself and its order, every order with its lines, every payout with the sum of
/// its transactions, every London day of Stripe with the ledger. The database is asked for what differs, so that a million rows
/// cost a few scans and no memory. A payout that does not add up is checked again down to its rows. Changes no figures.
/// Reads for long, so it does that outside of a transaction.
/// </summary>
/// <param name="WithLedger">False leaves the days out.</param>
public sealed record Reconcile(bool WithLedger = true) : IGatewayCommand<Reconciliation>;

/// <param name="Faults">Of transactions and orders; at most 200 of each sort, and one that says what the rest comes to.</param>
/// <param name="PayoutsOff">Payouts whose transactions do not add up to them.</param>
/// <param name="FirstDiffering">The earliest day on which Stripe and the ledger differ; null when none does.</param>
public sealed record Reconciliation(IReadOnlyList<Fault> Faults, IReadOnlyList<string> PayoutsOff, DateOnly? FirstDiffering)
{
    public bool IsClean => Faults.Count == 0 && PayoutsOff.Count == 0 && FirstDiffering is null;
}

/// <summary>Reconciles, checks the whole chain of the ledger, and lets every day be added up again, when that was not done for most of a day. False when it was, or when nothing was read yet.</summary>
internal sealed record ReconcileWhenDue : IGatewayCommand<bool>;

internal sealed class ReconcileHandler(ShopDbContext db, IMediator mediator, TransactionFaults transactions, TimeProvider clock, ILogger<ReconcileHandler> log)
    : IRequestHandler<Reconcile, Reconciliation>, IRequestHandler<ReconcileWhenDue, bool>
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(20);

    public async Task<bool> Handle(ReconcileWhenDue request, CancellationToken cancellationToken)
    {
        var cursor = await db.Set<StripeCursor>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (cursor is null || clock.UtcNow() - cursor.ProvedAllAt < Every) return false;
        var found = await mediator.Send(new Reconcile(), cancellationToken);
        if (!found.IsClean) log.LogError("Stripe, orders and ledger do not agree: {Faults} faults, {Payouts} payouts off, first day {Day}", found.Faults.Count, found.PayoutsOff.Count, found.FirstDiffering);
        // After the comparison: one that fails is tried again in minutes, and would have all days added up each time.
        await mediator.Send(new AddUpAgain(), cancellationToken);
        await mediator.Send(new CheckChain(), cancellationToken);
        return true;
    }

    public async Task<Reconciliation> Handle(Reconcile request, CancellationToken cancellationToken)
    {
        var faults = await transactions.OfAsync(db.Set<BalanceTransaction>().AsNoTracking(), cancellationToken);
        var off = await PayoutsOffAsync(cancellationToken);
        if (off.Count > 0) await mediator.Send(new CheckPayouts(off), cancellationToken);
        return new Reconciliation(faults, off, request.WithLedger ? await mediator.Send(new ProveClearing(All: true), cancellationToken) : null);
    }

    /// <summary>The whole list of a payout, its own row among it, sums to nothing (S6b I2).</summary>
    private async Task<IReadOnlyList<string>> PayoutsOffAsync(CancellationToken ct)
    {
        var sums = await db.Set<BalanceTransaction>().Where(t => t.PayoutKey != null && t.Currency == Money.Currency).GroupBy(t => t.PayoutKey!.Value)
            .Select(g => new { g.Key, All = g.Sum(t => t.NetPence), Own = g.Sum(t => t.Kind == TransactionKind.Payout ? t.NetPence : 0) }).ToDictionaryAsync(s => s.Key, ct);
        var payouts = await db.Set<Payout>().AsNoTracking().Where(p => p.Import == PayoutImport.Done).OrderBy(p => p.Id).Select(p => new { p.Id, p.PayoutId, p.AmountPence }).ToListAsync(ct);
        return [.. payouts.Where(p => !sums.TryGetValue(p.Id, out var sum) || sum.All != 0 || sum.Own != -p.AmountPence).Select(p => p.PayoutId).Take(TransactionFaults.Most)];
    }
}
