using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Suspense;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Payouts;

/// <summary>All transactions of a payout are stored; rows learn their payments. Does nothing the second time.</summary>
internal sealed record FinishPayout(string PayoutId) : ICommand<Unit>;

/// <summary>Compares payouts with their transactions, the orders and the ledger, and notes what is unexplained. A difference of the whole becomes an item, and is settled when it goes away. Returns how many are unexplained. Reads each down to its rows, outside of a transaction.</summary>
internal sealed record CheckPayouts(IReadOnlyList<string> PayoutIds) : IGatewayCommand<int>;

/// <summary>Keeps the outcome of a check. Does nothing for an unknown payout.</summary>
internal sealed record KeepPayoutCheck(string PayoutId, PayoutCheck Check) : ICommand<Unit>;

internal sealed class FinishPayoutHandler(ShopDbContext db, TransactionWriter writer, TimeProvider clock, ILogger<FinishPayoutHandler> log) : IRequestHandler<FinishPayout, Unit>
{
    public async Task<Unit> Handle(FinishPayout request, CancellationToken cancellationToken)
    {
        var payout = await db.Set<Payout>().SingleAsync(p => p.PayoutId == request.PayoutId, cancellationToken);
        if (payout.Import == PayoutImport.Done) return Unit.Value;
        payout.Finish(clock.UtcNow());
        await writer.ResolveAsync(cancellationToken);
        log.LogInformation("Payout {PayoutId} is imported", payout.PayoutId);
        return Unit.Value;
    }
}

internal sealed class CheckPayoutsHandler(ShopDbContext db, IMediator mediator, PayoutFaults faults, SuspenseItems items, TimeProvider clock, ILogger<CheckPayoutsHandler> log)
    : IRequestHandler<CheckPayouts, int>, IRequestHandler<KeepPayoutCheck, Unit>
{
    public async Task<int> Handle(CheckPayouts request, CancellationToken cancellationToken)
    {
        var unexplained = 0;
        foreach (var payout in await db.Set<Payout>().AsNoTracking().Where(p => request.PayoutIds.Contains(p.PayoutId)).OrderBy(p => p.Id).ToListAsync(cancellationToken))
        {
            var check = await faults.OfAsync(payout, cancellationToken);
            await mediator.Send(new KeepPayoutCheck(payout.PayoutId, check), cancellationToken);
            if (check.Faults.Count > 0) unexplained++;
        }

        return unexplained;
    }

    public async Task<Unit> Handle(KeepPayoutCheck request, CancellationToken cancellationToken)
    {
        if (await db.Set<Payout>().SingleOrDefaultAsync(p => p.PayoutId == request.PayoutId, cancellationToken) is not { } payout) return Unit.Value;
        payout.Check(request.Check.Transactions, request.Check.UnexplainedPence, clock.UtcNow());
        await NoteAsync(payout, request.Check, cancellationToken);
        return Unit.Value;
    }

    private async Task NoteAsync(Payout payout, PayoutCheck check, CancellationToken ct)
    {
        if (check.Faults.Count > 0) log.LogWarning("Payout {PayoutId} has {Count} unexplained points", payout.PayoutId, check.Faults.Count);
        if (PayoutAlarm.Of(payout) is not null) return;
        var whole = check.Faults.FirstOrDefault(f => f.Kind is FaultKind.PayoutDiffers && f.TransactionId is null);
        if (whole is null) await items.SettleAsync(SuspenseSource.PayoutDifference, payout.PayoutId, "The transactions add up to the payout now.", ct);
        else await items.OpenAsync(SuspenseSource.PayoutDifference, payout.PayoutId, whole.AmountPence, whole.Why, LondonTime.DateOf(payout.CreatedAt), ct);
    }
}
