using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Bank;
using Shop.Finance.Disputes;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Refunds;
using Shop.Finance.Suspense;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Asking;

/// <summary>Looks for what a text may mean, each kind by an index and no further than a page of it.</summary>
internal sealed class AskFinder(ShopDbContext db, IMediator mediator)
{
    private const int Enough = AskGroup.Most + 1;

    /// <summary>In the order in which a person would look; groups without hits are left out.</summary>
    public async Task<IReadOnlyList<AskGroup>> FindAsync(AskText asked, CancellationToken ct)
    {
        var hits = new List<AskHit>();
        if (asked.Reference is { } reference) hits.AddRange(await OrderAsync(reference.Value, ct));
        if (asked.StripeId is { } stripe) hits.AddRange(await StripesAsync(stripe, ct));
        if (asked.EmailKey is { } email) hits.AddRange(await OrdersAsync(p => p.Where(x => x.EmailKey == email), ct));
        if (asked.Last4 is { } last4) hits.AddRange(await OrdersAsync(p => p.Where(x => x.CardLast4 == last4), ct));
        if (asked.Pence is { } pence) hits.AddRange(await AmountAsync(pence, ct));
        if (asked.Id is { } id) hits.AddRange(await IdAsync(id, ct));
        if (asked.SourceId is { } source) hits.AddRange(await JournalsAsync(db.Set<Journal>().Where(j => j.SourceId == source), ct));
        // "PAYMENTS1" is written like a reference and is the text of a bank line all the same.
        if (asked.Words is { } words && (!asked.IsKnown || hits.Count == 0)) hits.AddRange(await WordsAsync(words, ct));
        return
        [
            .. hits.DistinctBy(h => (h.Kind, h.Id)).GroupBy(h => h.Kind).OrderBy(g => g.Key)
                .Select(g => new AskGroup(g.Key, [.. g.OrderByDescending(h => h.Day).Take(AskGroup.Most)], g.Count() > AskGroup.Most)),
        ];
    }

    /// <summary>Also an order that was never paid.</summary>
    private async Task<IReadOnlyList<AskHit>> OrderAsync(string reference, CancellationToken ct)
    {
        var paid = await OrdersAsync(p => p.Where(x => x.Reference == reference), ct);
        if (paid.Count > 0) return paid;
        return await mediator.Send(new GetPaymentTimeline(reference), ct) is [var first, ..]
            ? [new AskHit(AskKind.Order, reference, LondonTime.DateOf(first.At), 0, "Not paid")]
            : [];
    }

    private async Task<IReadOnlyList<AskHit>> OrdersAsync(Func<IQueryable<FinancePayment>, IQueryable<FinancePayment>> which, CancellationToken ct)
    {
        var found = await which(db.Set<FinancePayment>().Where(p => p.PaidAt != null)).OrderByDescending(p => p.PaidAt).ThenByDescending(p => p.Id).Take(Enough)
            .Select(p => new { p.Reference, p.FinancialDate, p.GrossPence, p.PayerName, p.CardBrand, p.CardLast4, p.State }).ToListAsync(ct);
        return [.. found.Select(p => new AskHit(AskKind.Order, p.Reference, p.FinancialDate!.Value, p.GrossPence, $"{p.PayerName}, {FinanceWords.Card(p.CardBrand, p.CardLast4)}, {p.State.InWords().ToLowerInvariant()}"))];
    }

    /// <summary>What the id begins with says where to look; each place but the last is a unique index of its own.</summary>
    private async Task<IReadOnlyList<AskHit>> StripesAsync(string id, CancellationToken ct)
    {
        var own = id.Split('_')[0] switch
        {
            "po" => await PayoutsAsync(db.Set<Payout>().Where(p => p.PayoutId == id), ct),
            "txn" => await TransactionAsync(id, ct),
            "re" or "pyr" => await RefundsAsync(db.Set<FinanceRefund>().Where(r => r.StripeRefundId == id), ct),
            "dp" or "du" => await DisputesAsync(db.Set<FinanceDispute>().Where(d => d.Id == id), ct),
            "ch" or "py" => await OrdersAsync(p => p.Where(x => x.ChargeId == id), ct),
            _ => [],
        };
        if (own.Count > 0) return own;
        if (await mediator.Send(new FindReference(id), ct) is { } reference && await OrderAsync(reference, ct) is { Count: > 0 } order) return order;
        // Money that no order knows: Stripe's own row of it, or the item somebody has to explain.
        var rows = await TransactionsAsync(db.Set<BalanceTransaction>().Where(t => t.SourceId == id), ct);
        return rows.Count > 0 ? rows : await SuspenseAsync(db.Set<SuspenseItem>().Where(s => s.SourceId == id), ct);
    }

    private async Task<IReadOnlyList<AskHit>> TransactionAsync(string id, CancellationToken ct)
    {
        var row = await TransactionsAsync(db.Set<BalanceTransaction>().Where(t => t.TransactionId == id), ct);
        // Payments may know it before the balance is read.
        return row.Count > 0 ? row : await OrdersAsync(p => p.Where(x => x.BalanceTransactionId == id), ct);
    }

    private async Task<IEnumerable<AskHit>> AmountAsync(long pence, CancellationToken ct) =>
    [
        .. await OrdersAsync(p => p.Where(x => x.GrossPence == pence), ct),
        .. await RefundsAsync(db.Set<FinanceRefund>().Where(r => r.AmountPence == pence), ct),
        .. await DisputesAsync(db.Set<FinanceDispute>().Where(d => d.AmountPence == pence), ct),
        .. await PayoutsAsync(db.Set<Payout>().Where(p => p.AmountPence == pence || p.AmountPence == -pence), ct),
        .. await BankLinesAsync(db.Set<BankLine>().Where(l => l.AmountPence == pence || l.AmountPence == -pence), ct),
        .. await SuspenseAsync(db.Set<SuspenseItem>().Where(s => s.AmountPence == pence || s.AmountPence == -pence), ct),
    ];

    private async Task<IEnumerable<AskHit>> IdAsync(Guid id, CancellationToken ct) =>
    [
        .. await JournalsAsync(db.Set<Journal>().Where(j => j.Id == id), ct),
        .. await RefundsAsync(db.Set<FinanceRefund>().Where(r => r.Id == id), ct),
        .. await BankLinesAsync(db.Set<BankLine>().Where(l => l.Id == id), ct),
        .. await SuspenseAsync(db.Set<SuspenseItem>().Where(s => s.Id == id), ct),
    ];

    /// <summary>
    /// The bank's text, or a part of it in any case. No index helps: a council has a payout and a few bank lines a day, so these tables
    /// are read from end to end.
    /// </summary>
    private async Task<IEnumerable<AskHit>> WordsAsync(string words, CancellationToken ct)
    {
        var lower = words.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where cultures do not exist.
        return
        [
            .. await PayoutsAsync(db.Set<Payout>().Where(p => p.TraceId == words || p.StatementDescriptor == words), ct),
            .. await BankLinesAsync(db.Set<BankLine>().Where(l => l.Text.ToLower().Contains(lower) || (l.Reference != null && l.Reference.ToLower().Contains(lower))), ct),
        ];
#pragma warning restore CA1304, CA1311, CA1862
    }

    private static async Task<IReadOnlyList<AskHit>> BankLinesAsync(IQueryable<BankLine> lines, CancellationToken ct)
    {
        var found = await lines.OrderByDescending(l => l.Date).ThenByDescending(l => l.Id).Take(Enough).Select(l => new { l.Id, l.Date, l.AmountPence, l.Text }).ToListAsync(ct);
        return [.. found.Select(l => new AskHit(AskKind.BankLine, l.Id.ToString(), l.Date, l.AmountPence, l.Text))];
    }

    private static async Task<IReadOnlyList<AskHit>> RefundsAsync(IQueryable<FinanceRefund> refunds, CancellationToken ct)
    {
        var found = await refunds.OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.Id).Take(Enough)
            .Select(r => new { r.Id, r.Reference, r.AskedAt, r.AmountPence, r.State }).ToListAsync(ct);
        return [.. found.Select(r => new AskHit(AskKind.Refund, r.Id.ToString(), LondonTime.DateOf(r.AskedAt), -r.AmountPence, $"Of order {Written(r.Reference)}, {r.State.InWords().ToLowerInvariant()}"))];
    }

    private static async Task<IReadOnlyList<AskHit>> DisputesAsync(IQueryable<FinanceDispute> disputes, CancellationToken ct)
    {
        var found = await disputes.OrderByDescending(d => d.OpenedAt).Take(Enough).Select(d => new { d.Id, d.Reference, d.OpenedAt, d.AmountPence, d.State }).ToListAsync(ct);
        return [.. found.Select(d => new AskHit(AskKind.Dispute, d.Id, LondonTime.DateOf(d.OpenedAt), -d.AmountPence, $"Of order {Written(d.Reference)}, {d.State.InWords().ToLowerInvariant()}"))];
    }

    private static async Task<IReadOnlyList<AskHit>> PayoutsAsync(IQueryable<Payout> payouts, CancellationToken ct)
    {
        var found = await payouts.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Take(Enough)
            .Select(p => new { p.PayoutId, p.CreatedAt, p.AmountPence, p.Status }).ToListAsync(ct);
        return [.. found.Select(p => new AskHit(AskKind.Payout, p.PayoutId, LondonTime.DateOf(p.CreatedAt), p.AmountPence, $"{p.PayoutId}, {p.Status.InWords().ToLowerInvariant()}"))];
    }

    private static async Task<IReadOnlyList<AskHit>> TransactionsAsync(IQueryable<BalanceTransaction> rows, CancellationToken ct)
    {
        var found = await rows.OrderByDescending(t => t.Id).Take(Enough).Select(t => new { t.TransactionId, t.FinancialDate, t.NetPence, t.Kind }).ToListAsync(ct);
        return [.. found.Select(t => new AskHit(AskKind.Transaction, t.TransactionId, t.FinancialDate, t.NetPence, $"{t.Kind.InWords()}, {t.TransactionId}"))];
    }

    private static async Task<IReadOnlyList<AskHit>> SuspenseAsync(IQueryable<SuspenseItem> items, CancellationToken ct)
    {
        var found = await items.OrderByDescending(s => s.Since).ThenByDescending(s => s.Id).Take(Enough)
            .Select(s => new { s.Id, s.Since, s.AmountPence, s.Source, s.State }).ToListAsync(ct);
        return [.. found.Select(s => new AskHit(AskKind.SuspenseItem, s.Id.ToString(), s.Since, s.AmountPence, $"{s.Source.InWords()}, {(s.State == SuspenseState.Open ? "open" : "cleared")}"))];
    }

    private static async Task<IReadOnlyList<AskHit>> JournalsAsync(IQueryable<Journal> journals, CancellationToken ct)
    {
        var found = await journals.Take(Enough).Select(j => new { j.Id, j.FinancialDate, j.TotalPence, j.Narrative }).ToListAsync(ct);
        return [.. found.Select(j => new AskHit(AskKind.Journal, j.Id.ToString(), j.FinancialDate, j.TotalPence, j.Narrative))];
    }

    private static string Written(string reference) => OrderReference.TryParse(reference, out var parsed) ? parsed.ToString() : reference;
}
