using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Clearing;

/// <summary>The proof of the clearing account as it was made last, newest day first, 31 days at a time.</summary>
/// <param name="Before">Days before this one; null for the newest.</param>
public sealed record GetClearing(DateOnly? Before) : IQuery<ClearingProof>;

/// <summary>Amounts in pence.</summary>
/// <param name="LedgerPence">The balance of Stripe clearing now.</param>
/// <param name="TransactionsPence">The sum of every transaction of the Stripe balance that was imported, by the last proof.</param>
/// <param name="Balance">What Stripe itself said of its balance; null before it was asked.</param>
/// <param name="FirstDiffering">The earliest day on which Stripe and the ledger, or orders and their lines, differ.</param>
/// <param name="DayCount">Days on all pages.</param>
/// <param name="Next">The <see cref="GetClearing.Before"/> of the next page; null on the last.</param>
/// <param name="ReadUntil">Up to when Stripe's balance has been read (UTC); null while the first reading is under way.</param>
/// <param name="Read">Transactions here while the first reading is under way.</param>
public sealed record ClearingProof(
    long LedgerPence, long TransactionsPence, StripeBalanceSeen? Balance, DateOnly? FirstDiffering, IReadOnlyList<ClearingDayRow> Days, int DayCount, DateOnly? Next,
    TransitProof Transit, IReadOnlyList<StrandedMoney> InNoPayout, DateTime? ReadUntil, int Read, DateTime? ProvedAllAt)
{
    public long DifferencePence => LedgerPence - (Balance?.TotalPence ?? TransactionsPence);
}

/// <param name="ImportedPence">The sum of all imported transactions at that moment: the same as Stripe's total, or rows are missing.</param>
public sealed record StripeBalanceSeen(long AvailablePence, long PendingPence, long ImportedPence, DateTime At)
{
    public long TotalPence => AvailablePence + PendingPence;
}

/// <param name="StripeBalancePence">At the end of the London day.</param>
public sealed record ClearingDayRow(DateOnly Day, int Transactions, long StripePence, long LedgerPence, long PaidPence, long LinesPence, long StripeBalancePence, long LedgerBalancePence)
{
    public long DifferencePence => LedgerPence - StripePence;
    public long LinesDifferencePence => LinesPence - PaidPence;
    public bool Differs => DifferencePence != 0 || LinesDifferencePence != 0;
}

/// <summary>Money available for more than two business days that no payout carried (S6b I3); by London day.</summary>
public sealed record StrandedMoney(DateOnly Day, int Transactions, long NetPence);

internal sealed class GetClearingHandler(ShopDbContext db, TransitProofs transit, TimeProvider clock) : IRequestHandler<GetClearing, ClearingProof>
{
    private const int PageSize = 31;

    public async Task<ClearingProof> Handle(GetClearing request, CancellationToken cancellationToken)
    {
        var page = await db.Set<ClearingDay>().Where(d => request.Before == null || d.Day < request.Before).OrderByDescending(d => d.Day).Take(PageSize + 1).AsNoTracking().ToListAsync(cancellationToken);
        var days = page.Take(PageSize).ToList();
        var before = days.Count == 0 ? null : await SumsBeforeAsync(days[^1].Day, cancellationToken);
        var cursor = await db.Set<StripeCursor>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var totals = await db.Set<ClearingDay>().GroupBy(_ => 1).Select(g => new { Stripe = g.Sum(d => d.StripePence), Count = g.Sum(d => d.Transactions), Ledger = g.Sum(d => d.LedgerPence), Days = g.Count() }).SingleOrDefaultAsync(cancellationToken);
        return new ClearingProof(
            totals?.Ledger ?? 0, totals?.Stripe ?? 0, BalanceOf(cursor), await ClearingDays.FirstDifferingAsync(db, cancellationToken),
            Rows(days, before ?? (0, 0)), totals?.Days ?? 0, page.Count > PageSize ? days[^1].Day : null, await transit.OfAsync(cancellationToken),
            await StrandedAsync(cancellationToken), cursor?.ReadUntil, totals?.Count ?? 0, cursor?.ProvedAllAt);
    }

    private static StripeBalanceSeen? BalanceOf(StripeCursor? cursor) =>
        cursor is { AvailablePence: { } available, PendingPence: { } pending, ImportedNetPence: { } imported, BalanceAt: { } at } ? new StripeBalanceSeen(available, pending, imported, at) : null;

    private async Task<(long Stripe, long Ledger)?> SumsBeforeAsync(DateOnly day, CancellationToken ct)
    {
        var earlier = await db.Set<ClearingDay>().Where(d => d.Day < day).GroupBy(_ => 1).Select(g => new { Stripe = g.Sum(d => d.StripePence), Ledger = g.Sum(d => d.LedgerPence) }).SingleOrDefaultAsync(ct);
        return earlier is null ? null : (earlier.Stripe, earlier.Ledger);
    }

    /// <param name="before">The balances at the end of the day before the oldest of them.</param>
    internal static List<ClearingDayRow> Rows(List<ClearingDay> newestFirst, (long Stripe, long Ledger) before)
    {
        var rows = new List<ClearingDayRow>(newestFirst.Count);
        foreach (var day in Enumerable.Reverse(newestFirst))
        {
            before = (before.Stripe + day.StripePence, before.Ledger + day.LedgerPence);
            rows.Add(new ClearingDayRow(day.Day, day.Transactions, day.StripePence, day.LedgerPence, day.PaidPence, day.LinesPence, before.Stripe, before.Ledger));
        }

        rows.Reverse();
        return rows;
    }

    /// <summary>Payouts are made on business days: what was available the day before the last two of them has gone. Nothing is stranded where the whole is not above zero, for then nothing is paid out.</summary>
    private async Task<IReadOnlyList<StrandedMoney>> StrandedAsync(CancellationToken ct)
    {
        var day = clock.Today();
        for (var left = 2; left > 0; day = day.AddDays(-1))
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) left--;
        var until = LondonTime.StartOfDay(day);
        var stranded = await db.Set<BalanceTransaction>().Where(t => t.PayoutKey == null && t.AvailableOn < until && t.Kind != TransactionKind.Payout && t.NetPence != 0)
            .GroupBy(t => t.FinancialDate).Select(g => new { Day = g.Key, Count = g.Count(), Net = g.Sum(t => t.NetPence) }).OrderBy(g => g.Day).ToListAsync(ct);
        return stranded.Sum(s => s.Net) <= 0 ? [] : [.. stranded.Select(s => new StrandedMoney(s.Day, s.Count, s.Net))];
    }
}

/// <summary>Payouts in transit by the ledger against payouts made and not yet on the bank. Amounts in pence.</summary>
/// <param name="LedgerPence">The balance of the account "payouts in transit".</param>
/// <param name="Payouts">Not yet on the bank, or failed after they were there, oldest first.</param>
public sealed record TransitProof(long LedgerPence, IReadOnlyList<TransitRow> Payouts)
{
    public long PayoutsPence => Payouts.Sum(p => p.OutstandingPence);
    public long DifferencePence => LedgerPence - PayoutsPence;
}

/// <param name="OutstandingPence">The amount less what bank lines brought of it and what was written off; of one that failed, what the bank has of it and will take back, below zero.</param>
public sealed record TransitRow(string PayoutId, PayoutStatus Status, DateTime CreatedAt, DateOnly ArrivalDate, long AmountPence, long OutstandingPence);

/// <summary>Reads payouts from Stripe's side and the account from the ledger's: the one is not computed from the other.</summary>
internal sealed class TransitProofs(ShopDbContext db)
{
    public async Task<TransitProof> OfAsync(CancellationToken ct)
    {
        var entries = db.Set<LedgerEntry>().Where(e => e.Account == LedgerAccount.PayoutsInTransit);
        // Bank lines, and what an officer wrote off; not the journals by which Stripe sent it.
        var arrivals =
            from entry in entries
            join journal in db.Set<Journal>() on entry.JournalId equals journal.Id
            where journal.Kind != JournalKind.Payout && journal.Kind != JournalKind.PayoutFailed
            select entry;
        var open = await (
            from payout in db.Set<Payout>()
            where payout.Currency == Money.Currency && !payout.IsWrongMode
            let due = payout.Status == PayoutStatus.Failed || payout.Status == PayoutStatus.Cancelled ? 0 : payout.AmountPence
            let gone = arrivals.Where(e => e.PayoutId == payout.PayoutId).Sum(e => e.CreditPence - e.DebitPence)
            where gone != due
            orderby payout.CreatedAt
            select new TransitRow(payout.PayoutId, payout.Status, payout.CreatedAt, payout.ArrivalDate, payout.AmountPence, due - gone)).ToListAsync(ct);
        return new TransitProof(await entries.SumAsync(e => e.DebitPence - e.CreditPence, ct), open);
    }
}
