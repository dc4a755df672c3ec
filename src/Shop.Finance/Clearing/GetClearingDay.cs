using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Clearing;

/// <summary>One London day of the clearing account, compared now: every item on which Stripe's transactions, the ledger and the orders do not agree.</summary>
public sealed record GetClearingDay(DateOnly Day) : IQuery<ClearingDayView>;

/// <summary>Amounts in pence.</summary>
/// <param name="Kinds">What moved the balance, by kind.</param>
/// <param name="Items">What differs; empty when the day is proved.</param>
public sealed record ClearingDayView(DateOnly Day, long StripePence, long LedgerPence, IReadOnlyList<KindSum> Kinds, IReadOnlyList<ClearingItem> Items)
{
    public long DifferencePence => LedgerPence - StripePence;

    /// <summary>Sizes of what is not only a matter of the day it counts for.</summary>
    public long UnexplainedPence => Items.Where(i => i.OtherDay is null).Sum(i => Math.Abs(i.DifferencePence));
}

/// <summary>Amounts in pence.</summary>
public sealed record KindSum(TransactionKind Kind, int Count, long AmountPence, long FeePence, long NetPence);

/// <summary>Something that differs. Amounts in pence; null where a side has nothing.</summary>
/// <param name="SourceId">Names the journal: "order:…", "fee:txn_…".</param>
/// <param name="TransactionId">Stripe's row; null where there is none.</param>
/// <param name="Reference">Without dashes; null where it is about no order.</param>
/// <param name="OtherDay">Both sides have it with the same amount, the other one on this day: no money is missing.</param>
/// <param name="Why">In words.</param>
public sealed record ClearingItem(string SourceId, string? TransactionId, string? Reference, string? PayoutId, long? StripePence, long? LedgerPence, DateOnly? OtherDay, string Why)
{
    /// <summary>Ledger less Stripe, or what the words say of a figure that does not agree with itself.</summary>
    public long DifferencePence { get; init; } = (LedgerPence ?? 0) - (StripePence ?? 0);
}

internal sealed class GetClearingDayHandler(ShopDbContext db, LedgerFaults ledger, TransactionFaults transactions) : IRequestHandler<GetClearingDay, ClearingDayView>
{
    public async Task<ClearingDayView> Handle(GetClearingDay request, CancellationToken cancellationToken)
    {
        var rows = db.Set<BalanceTransaction>().AsNoTracking().Where(t => t.FinancialDate == request.Day && t.Currency == Money.Currency && !t.IsWrongMode);
        var expected = await ExpectedAsync(rows, cancellationToken);
        var posted = await PostedAsync(request.Day, cancellationToken);
        var items = new List<ClearingItem>();
        var differing = expected.Keys.Union(posted.Keys).Where(s => expected.GetValueOrDefault(s).Pence != posted.GetValueOrDefault(s)).Order(StringComparer.Ordinal).ToList();
        var elsewhere = await ledger.PostedAsync(differing.Where(s => !posted.ContainsKey(s)), cancellationToken);
        foreach (var source in differing)
            items.Add(await ItemAsync(source, expected.TryGetValue(source, out var found) ? found : null, posted.TryGetValue(source, out var pence) ? pence : null, elsewhere, cancellationToken));
        items.AddRange((await transactions.OfAsync(rows, cancellationToken)).Where(f => f.Kind != FaultKind.LinesDiffer)
            .Select(f => new ClearingItem(f.Kind.ToString(), f.TransactionId, f.Reference, null, null, null, null, f.Why) { DifferencePence = f.AmountPence }));
        items.AddRange(await LinesAsync(request.Day, cancellationToken));
        var kinds = await rows.GroupBy(t => t.Kind).Select(g => new KindSum(g.Key, g.Count(), g.Sum(t => t.AmountPence), g.Sum(t => t.FeePence), g.Sum(t => t.NetPence))).ToListAsync(cancellationToken);
        return new ClearingDayView(
            request.Day, kinds.Sum(k => k.NetPence), posted.Values.Sum(), [.. kinds.OrderBy(k => k.Kind)], items);
    }

    private static async Task<Dictionary<string, (long Pence, TransactionPart Row)>> ExpectedAsync(IQueryable<BalanceTransaction> rows, CancellationToken ct)
    {
        var expected = new Dictionary<string, (long Pence, TransactionPart Row)>(StringComparer.Ordinal);
        foreach (var part in await TransactionPart.Of(rows.OrderBy(t => t.Id)).ToListAsync(ct))
            foreach (var (source, pence) in TransactionJournals.Expected(part))
                expected[source] = expected.TryGetValue(source, out var before) ? (before.Pence + pence, before.Row) : (pence, part);
        return expected;
    }

    private async Task<Dictionary<string, long>> PostedAsync(DateOnly day, CancellationToken ct) => await (
        from entry in db.Set<LedgerEntry>().Where(e => e.Account == LedgerAccount.StripeClearing && e.FinancialDate == day)
        join journal in db.Set<Journal>() on entry.JournalId equals journal.Id
        group entry by journal.SourceId into entries
        select new { entries.Key, Pence = entries.Sum(e => e.DebitPence - e.CreditPence) }).ToDictionaryAsync(e => e.Key, e => e.Pence, StringComparer.Ordinal, ct);

    private async Task<ClearingItem> ItemAsync(string source, (long Pence, TransactionPart Row)? stripe, long? posted, Dictionary<string, long> elsewhere, CancellationToken ct)
    {
        var row = stripe?.Row;
        var payout = row?.Kind is TransactionKind.Payout or TransactionKind.PayoutReversal ? row.SourceId : null;
        if (stripe is { } known && posted is null && elsewhere.TryGetValue(source, out var later))
        {
            var day = await db.Set<Journal>().Where(j => j.SourceId == source).Select(j => j.FinancialDate).SingleAsync(ct);
            return new ClearingItem(source, row!.TransactionId, row.Reference, payout, known.Pence, later, later == known.Pence ? day : null, $"The ledger has it on another day with {new Money(later)}.");
        }

        if (stripe is { } one)
            return new ClearingItem(
                source, row!.TransactionId, row.Reference, payout, one.Pence, posted, null,
                posted is { } moved ? $"The ledger has {new Money(moved)}, Stripe {new Money(one.Pence)}." : "It is not in the ledger.");
        return await OnlyInLedgerAsync(source, posted!.Value, ct);
    }

    private async Task<ClearingItem> OnlyInLedgerAsync(string source, long posted, CancellationToken ct)
    {
        var reference = source.StartsWith("order:", StringComparison.Ordinal) ? source["order:".Length..] : null;
        var id = source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var rows = db.Set<BalanceTransaction>().AsNoTracking();
        rows = reference is not null
            ? rows.Where(t => t.PaymentKey != null && t.Reference == reference && (t.Kind == TransactionKind.Charge || t.Kind == TransactionKind.PartialCaptureReversal))
            : rows.Where(t => t.TransactionId == id || t.SourceId == id);
        var found = (await TransactionPart.Of(rows).ToListAsync(ct)).SelectMany(p => TransactionJournals.Expected(p).Where(e => e.SourceId == source).Select(e => (Part: p, e.ClearingPence))).ToList();
        if (found.Count == 0) return new ClearingItem(source, null, reference, null, null, posted, null, "Stripe has no transaction for it.");
        var pence = found.Sum(f => f.ClearingPence);
        var first = found[0].Part;
        return new ClearingItem(source, first.TransactionId, first.Reference, null, pence, posted, pence == posted ? first.FinancialDate : null, $"Stripe has it on another day with {new Money(pence)}.");
    }

    /// <summary>Orders of the day whose lines do not add up to them, also where Stripe's row is not here yet.</summary>
    private async Task<IEnumerable<ClearingItem>> LinesAsync(DateOnly day, CancellationToken ct)
    {
        var differing =
            from payment in db.Set<FinancePayment>().Where(p => p.FinancialDate == day)
            let lines = db.Set<FinancePaymentLine>().Where(l => l.PaymentId == payment.Id).Sum(l => l.GrossPence)
            where lines != payment.GrossPence
            select new { payment.Reference, payment.GrossPence, Lines = lines };
        var odd = await differing.OrderBy(o => o.Reference).Take(TransactionFaults.Most).ToListAsync(ct);
        var items = odd.ConvertAll(o => new ClearingItem("lines:" + o.Reference, null, o.Reference, null, o.GrossPence, o.Lines, null, $"The lines of the order come to {new Money(o.Lines)}, the order to {new Money(o.GrossPence)}."));
        if (odd.Count < TransactionFaults.Most || await differing.CountAsync(ct) - odd.Count is not (> 0 and var more)) return items;
        return [.. items, new ClearingItem("lines", null, null, null, null, null, null, $"{more} more orders of the day have lines that do not add up to them.")];
    }
}
