using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Payouts;

/// <summary>Keeps a batch of a reading of the balance and notes how far it got, in one transaction. Returns how many were new. Does nothing for rows that are here.</summary>
/// <param name="Reading">When the reading began, as <see cref="StartReading"/> said.</param>
internal sealed record StoreTransactions(DateTime Reading, IReadOnlyList<StripeTransaction> Rows) : ICommand<int>;

/// <summary>Keeps a batch of what a payout carried and notes how far it got. Returns how many were new or learned their payout. Does nothing for an unknown payout.</summary>
internal sealed record StorePayoutTransactions(string PayoutId, IReadOnlyList<StripeTransaction> Rows) : ICommand<int>;

/// <summary>Begins a reading of the balance, or goes on with one that was stopped.</summary>
internal sealed record StartReading : ICommand<Reading>;

/// <param name="From">UTC; null for the beginning of all.</param>
/// <param name="After">The last transaction stored; null at the beginning.</param>
internal sealed record Reading(DateTime Since, DateTime? From, string? After);

/// <summary>Everything of the reading is stored.</summary>
internal sealed record FinishReading(DateTime Reading) : ICommand<Unit>;

internal sealed class StoreTransactionsHandler(ShopDbContext db, TransactionWriter writer, TransactionItems items, TimeProvider clock)
    : IRequestHandler<StartReading, Reading>, IRequestHandler<StoreTransactions, int>, IRequestHandler<StorePayoutTransactions, int>, IRequestHandler<FinishReading, Unit>
{
    public async Task<Reading> Handle(StartReading request, CancellationToken cancellationToken)
    {
        var cursor = await db.Set<StripeCursor>().SingleOrDefaultAsync(cancellationToken);
        if (cursor is null) db.Add(cursor = StripeCursor.Begin());
        cursor.StartReading(clock.UtcNow());
        return new Reading(cursor.ReadingSince!.Value, cursor.ReadingFrom, cursor.ReadingAfter);
    }

    public async Task<int> Handle(StoreTransactions request, CancellationToken cancellationToken)
    {
        if (request.Rows.Count == 0) return 0;
        (await db.Set<StripeCursor>().SingleAsync(cancellationToken)).Read(request.Reading, request.Rows[^1].Id);
        await items.OpenAsync(request.Rows, cancellationToken);
        return await writer.WriteAsync(request.Rows, payoutKey: null, cancellationToken);
    }

    public async Task<int> Handle(StorePayoutTransactions request, CancellationToken cancellationToken)
    {
        if (request.Rows.Count == 0 || await db.Set<Payout>().SingleOrDefaultAsync(p => p.PayoutId == request.PayoutId, cancellationToken) is not { } payout) return 0;
        payout.Read(request.Rows[^1].Id);
        await items.OpenAsync(request.Rows, cancellationToken);
        return await writer.WriteAsync(request.Rows, payout.Id, cancellationToken);
    }

    public async Task<Unit> Handle(FinishReading request, CancellationToken cancellationToken)
    {
        (await db.Set<StripeCursor>().SingleAsync(cancellationToken)).FinishReading(request.Reading);
        return Unit.Value;
    }
}
