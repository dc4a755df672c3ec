using Microsoft.EntityFrameworkCore;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Ledger.Income;

/// <summary>Posts what residents pay: once, when paid, never at payout.</summary>
internal sealed class IncomePosting(ShopDbContext db, Journals journals)
{
    public static string SourceOf(FinancePayment payment) => "order:" + payment.Reference;

    /// <summary>
    /// Posts a paid order from its lines as sold. Does nothing when it was posted before (also by the opening position). Throws when the
    /// payment is not recorded as paid.
    /// </summary>
    public async Task PostPaidAsync(FinancePayment payment, CancellationToken ct)
    {
        if (payment.FinancialDate is not { } day) throw new InvalidOperationException($"Payment {payment.Reference} is not paid.");
        await journals.PostAsync(
            new JournalDraft(SourceOf(payment), JournalKind.OrderPaid, day, $"Order {Reference(payment)} paid", Postings(payment), null, null), ct);
        await DeferAsync(payment, ct);
    }

    public static IReadOnlyList<LedgerPosting> Postings(FinancePayment payment) =>
    [
        LedgerPosting.Debit(LedgerAccount.StripeClearing, payment.GrossPence) with { OrderReference = payment.Reference },
        .. payment.Lines.OrderBy(l => l.Place).SelectMany(l => SoldPart.Of(l).Credits(payment.Reference, SoldPart.ReleaseDayOf(l) is not null)),
    ];

    /// <summary>Remembers when the income in advance becomes income. Does nothing for lines that are remembered.</summary>
    public async Task DeferAsync(FinancePayment payment, CancellationToken ct)
    {
        var later = payment.Lines.Where(l => SoldPart.ReleaseDayOf(l) is not null).ToList();
        if (later.Count == 0) return;
        var ids = later.Select(l => l.Id).ToList();
        var known = await db.Set<DeferredIncome>().Where(d => ids.Contains(d.PaymentLineId)).Select(d => d.PaymentLineId).ToListAsync(ct);
        known.AddRange(db.Set<DeferredIncome>().Local.Select(d => d.PaymentLineId));
        db.AddRange(later.Where(l => !known.Contains(l.Id)).Select(l => new DeferredIncome(l, payment.Reference, SoldPart.ReleaseDayOf(l)!.Value)));
    }

    private static string Reference(FinancePayment payment) =>
        OrderReference.TryParse(payment.Reference, out var reference) ? reference.ToString() : payment.Reference;
}
