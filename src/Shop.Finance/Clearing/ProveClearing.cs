using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Clearing;

/// <summary>
/// Compares, day by London day, what Stripe's transactions and the ledger moved the clearing account by, and what orders cost with
/// their lines. Notes the outcome of each day; changes nothing else. Returns the first day that differs, null when none does.
/// Reads for long, so it does that outside of a transaction.
/// </summary>
/// <param name="All">Every day there is; otherwise the last weeks, where everything happens.</param>
internal sealed record ProveClearing(bool All) : IGatewayCommand<DateOnly?>;

/// <summary>Keeps what was found for these days; a day of which nothing was found had no money.</summary>
internal sealed record KeepClearingDays(DateOnly? From, IReadOnlyDictionary<DateOnly, DaySums> Days, bool All) : ICommand<DateOnly?>;

/// <summary>Asks Stripe for its balance and keeps it beside the sum of what was imported at that moment (S6b I4). Throws when Stripe does not answer.</summary>
internal sealed record NoteStripeBalance : IGatewayCommand<Unit>;

internal sealed class ProveClearingHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<ProveClearingHandler> log)
    : IRequestHandler<ProveClearing, DateOnly?>, IRequestHandler<KeepClearingDays, DateOnly?>
{
    /// <summary>Longer than anything takes that is posted later than it happened.</summary>
    private const int LastDays = 21;

    public async Task<DateOnly?> Handle(ProveClearing request, CancellationToken cancellationToken)
    {
        DateOnly? from = request.All ? null : clock.Today().AddDays(-LastDays);
        return await mediator.Send(new KeepClearingDays(from, await SumsAsync(from, cancellationToken), request.All), cancellationToken);
    }

    public async Task<DateOnly?> Handle(KeepClearingDays request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var days = await db.Set<ClearingDay>().Where(d => request.From == null || d.Day >= request.From).ToDictionaryAsync(d => d.Day, cancellationToken);
        foreach (var day in request.Days.Keys.Union(days.Keys).Order())
        {
            if (!days.TryGetValue(day, out var row)) db.Add(row = new ClearingDay(day));
            row.Check(request.Days.GetValueOrDefault(day, DaySums.None), now);
        }

        if (request.All) (await db.Set<StripeCursor>().SingleOrDefaultAsync(cancellationToken))?.NoteProofOfAll(now);
        await db.SaveChangesAsync(cancellationToken);
        var first = await ClearingDays.FirstDifferingAsync(db, cancellationToken);
        if (first is { } differing) log.LogWarning("Stripe and the ledger differ first on {Day}", differing);
        return first;
    }

    private async Task<Dictionary<DateOnly, DaySums>> SumsAsync(DateOnly? from, CancellationToken ct)
    {
        var stripe = await db.Set<BalanceTransaction>().Where(t => (from == null || t.FinancialDate >= from) && t.Currency == Money.Currency && !t.IsWrongMode)
            .GroupBy(t => t.FinancialDate).Select(g => new { Day = g.Key, Count = g.Count(), Pence = g.Sum(t => t.NetPence) }).ToDictionaryAsync(d => d.Day, ct);
        var ledger = await db.Set<LedgerEntry>().Where(e => e.Account == LedgerAccount.StripeClearing && (from == null || e.FinancialDate >= from))
            .GroupBy(e => e.FinancialDate).Select(g => new { Day = g.Key, Pence = g.Sum(e => e.DebitPence - e.CreditPence) }).ToDictionaryAsync(d => d.Day, d => d.Pence, ct);
        var paid = await db.Set<FinancePayment>().Where(p => p.FinancialDate != null && (from == null || p.FinancialDate >= from))
            .GroupBy(p => p.FinancialDate!.Value).Select(g => new { Day = g.Key, Pence = g.Sum(p => p.GrossPence) }).ToDictionaryAsync(d => d.Day, d => d.Pence, ct);
        var lines = await db.Set<FinancePaymentLine>().Where(l => from == null || l.FinancialDate >= from)
            .GroupBy(l => l.FinancialDate).Select(g => new { Day = g.Key, Pence = g.Sum(l => l.GrossPence) }).ToDictionaryAsync(d => d.Day, d => d.Pence, ct);
        return stripe.Keys.Union(ledger.Keys).Union(paid.Keys).Union(lines.Keys).ToDictionary(
            day => day,
            day => new DaySums(
                stripe.GetValueOrDefault(day)?.Count ?? 0, stripe.GetValueOrDefault(day)?.Pence ?? 0, ledger.GetValueOrDefault(day), paid.GetValueOrDefault(day), lines.GetValueOrDefault(day)));
    }
}

internal sealed class NoteStripeBalanceHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<NoteStripeBalance, Unit>
{
    private const int Tries = 3;

    /// <summary>Money that moves between the two questions would look like a difference, so they are asked again while they differ.</summary>
    public async Task<Unit> Handle(NoteStripeBalance request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var balance = await mediator.Send(new GetStripeBalance(), cancellationToken);
            var imported = await ClearingDays.ImportedNetAsync(db, cancellationToken);
            if (balance.TotalPence != imported && attempt < Tries)
            {
                await mediator.Send(new ReadBalance(), cancellationToken);
                continue;
            }

            await mediator.Send(new KeepStripeBalance(balance, imported), cancellationToken);
            return Unit.Value;
        }
    }
}

internal sealed record KeepStripeBalance(StripeBalance Balance, long ImportedNetPence) : ICommand<Unit>;

internal sealed class KeepStripeBalanceHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<KeepStripeBalance, Unit>
{
    public async Task<Unit> Handle(KeepStripeBalance request, CancellationToken cancellationToken)
    {
        var cursor = await db.Set<StripeCursor>().SingleAsync(cancellationToken);
        cursor.NoteBalance(request.Balance.AvailablePence, request.Balance.PendingPence, request.ImportedNetPence, clock.UtcNow());
        return Unit.Value;
    }
}

internal static class ClearingDays
{
    /// <summary>The earliest day on which any of the figures differ; null when none does.</summary>
    public static Task<DateOnly?> FirstDifferingAsync(ShopDbContext db, CancellationToken ct) => Differing(db.Set<ClearingDay>()).OrderBy(d => d.Day).Select(d => (DateOnly?)d.Day).FirstOrDefaultAsync(ct);

    public static IQueryable<ClearingDay> Differing(IQueryable<ClearingDay> days) => days.Where(d => d.StripePence != d.LedgerPence || d.PaidPence != d.LinesPence);

    /// <summary>The sum of all that moved the balance, in pence.</summary>
    public static Task<long> ImportedNetAsync(ShopDbContext db, CancellationToken ct) =>
        db.Set<BalanceTransaction>().Where(t => t.Currency == Money.Currency && !t.IsWrongMode).SumAsync(t => t.NetPence, ct);
}
