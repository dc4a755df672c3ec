using Microsoft.EntityFrameworkCore;
using Shop.Finance.Payouts;
using Shop.Finance.Refunds;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Ledger.Income;

/// <summary>
/// Posts money that goes back to residents, and comes back again when that failed. A refund reverses the stored figures of the
/// charges it is for; one that nobody has put on charges waits on its own account; money that never was an order's leaves suspense.
/// </summary>
internal sealed class RefundPosting(ShopDbContext db, Journals journals, StrayItems strays)
{
    /// <summary>
    /// Posts the refund once its balance transaction is known, and its return once that of the failure is. Does nothing before that, and
    /// when it was posted before. Dated by Stripe's balance where that was read, else by when the shop learned of it.
    /// <paramref name="parts"/>: what it is for, as sold, positive; empty when nobody has said.
    /// </summary>
    /// <param name="isReplaced">Another refund has taken its place and reverses the sale.</param>
    public async Task PostAsync(RefundChanged refund, IReadOnlyList<SoldPart> parts, bool isReplaced, CancellationToken ct)
    {
        if (refund.StripeRefundId is not { } id || refund.BalanceTransactionId is null) return;
        if (!await IsPostedAsync(SourceOf(id), ct))
        {
            var made = await DayOfAsync(refund.BalanceTransactionId, refund.At, ct);
            // Given back another way before Stripe made it after all: the sale is reversed already.
            var sold = isReplaced || await IsPostedAsync(OtherwiseSourceOf(refund.RefundId), ct) ? [] : parts;
            await journals.PostAsync(
                new JournalDraft(SourceOf(id), JournalKind.Refund, made, $"Refund on order {Words(refund.Reference)}", await PostingsAsync(refund, sold, +1, ct), null, null), ct);
            if (await IsStrayAsync(refund.ChargeId, ct)) await strays.TakeAsync(refund.ChargeId, SourceOf(id), null, refund.AmountPence, $"Given back, {id}", made, ct);
        }

        if (refund.FailureBalanceTransactionId is null || await IsPostedAsync("refund-failed:" + id, ct)) return;
        var day = await DayOfAsync(refund.FailureBalanceTransactionId, refund.At, ct);
        if (await IsStrayAsync(refund.ChargeId, ct)) await strays.ReturnAsync(refund.ChargeId, id, SourceOf(id), refund.AmountPence, day, ct);
        await journals.PostAsync(
            new JournalDraft(
                "refund-failed:" + id, JournalKind.RefundFailed, day, $"Refund on order {Words(refund.Reference)} failed, the money is back",
                await PostingsAsync(refund, await WasPutOnChargesAsync(SourceOf(id), id, ct) ? parts : [], -1, ct), null, null),
            ct);
    }

    /// <summary>
    /// Somebody has said what a refund that is posted was for: moves it from the waiting account to the charges. Does nothing when it
    /// is on charges already, or failed and was not paid otherwise, or was never posted. <paramref name="day"/>: London date of their word.
    /// </summary>
    /// <param name="stripeId">"re_…"; null where Stripe never made it.</param>
    public async Task AllocateAsync(Guid refundId, string? stripeId, string orderReference, IReadOnlyList<SoldPart> parts, DateOnly day, Actor? by, string? reason, CancellationToken ct)
    {
        if (parts.Count == 0) return;
        var isOtherwise = await IsPostedAsync(OtherwiseSourceOf(refundId), ct);
        var id = isOtherwise ? refundId.ToString() : stripeId;
        if (id is null || await WasPutOnChargesAsync(isOtherwise ? OtherwiseSourceOf(refundId) : SourceOf(id), id, ct)) return;
        if (!isOtherwise && (await IsPostedAsync("refund-failed:" + id, ct) || !await IsPostedAsync(SourceOf(id), ct))) return;
        var amount = parts.Sum(p => p.NetPence + p.VatPence);
        var postings = await DebitsAsync(orderReference, parts, +1, ct);
        await journals.PostAsync(
            new JournalDraft(
                "refund-allocated:" + id, JournalKind.Refund, day, $"Refund on order {Words(orderReference)} put on its charges",
                [.. postings, LedgerPosting.Credit(LedgerAccount.RefundsToAllocate, amount) with { OrderReference = Plain(orderReference) }], by, reason),
            ct);
    }

    /// <summary>
    /// A refund that failed at Stripe was paid from another account, by bank transfer or cheque: what was sold is reversed against "paid
    /// otherwise", from where the bank line clears it when it comes to an account of the shop's. Money that never was an order's leaves
    /// suspense. Does nothing when it was posted before.
    /// </summary>
    public async Task PayOtherwiseAsync(FinanceRefund refund, IReadOnlyList<SoldPart> parts, DateOnly day, Actor by, string note, CancellationToken ct)
    {
        if (await IsPostedAsync(OtherwiseSourceOf(refund.Id), ct)) return;
        var reference = Plain(refund.Reference);
        var isStray = refund.ChargeId is not null && await IsStrayAsync(refund.ChargeId, ct);
        var rest = refund.AmountPence - parts.Sum(p => p.NetPence + p.VatPence);
        await journals.PostAsync(
            new JournalDraft(
                OtherwiseSourceOf(refund.Id), JournalKind.Refund, day, $"Refund on order {Words(refund.Reference)} paid by other means than Stripe",
                [
                    .. await DebitsAsync(reference, parts, +1, ct),
                    LedgerPosting.Debit(isStray ? LedgerAccount.Suspense : LedgerAccount.RefundsToAllocate, rest) with { OrderReference = reference },
                    LedgerPosting.Credit(LedgerAccount.RefundsPaidOtherwise, refund.AmountPence) with { OrderReference = reference },
                ],
                by, note),
            ct);
        if (isStray) await strays.TakeAsync(refund.ChargeId!, OtherwiseSourceOf(refund.Id), refund.StripeRefundId, refund.AmountPence, "Paid back by other means", day, ct);
    }

    private static string SourceOf(string refundId) => "refund:" + refundId;

    private static string OtherwiseSourceOf(Guid refundId) => $"refund-otherwise:{refundId}";

    private Task<bool> IsStrayAsync(string chargeId, CancellationToken ct) => IsPostedAsync("stray:" + chargeId, ct);

    private async Task<DateOnly> DayOfAsync(string? balanceTransactionId, DateTime learned, CancellationToken ct) =>
        await db.Set<BalanceTransaction>().Where(t => t.TransactionId == balanceTransactionId).Select(t => (DateOnly?)t.FinancialDate).SingleOrDefaultAsync(ct) ?? LondonTime.DateOf(learned);

    /// <param name="sign">+1 the money goes, -1 it is back.</param>
    private async Task<IReadOnlyList<LedgerPosting>> PostingsAsync(RefundChanged refund, IReadOnlyList<SoldPart> parts, int sign, CancellationToken ct)
    {
        var reference = Plain(refund.Reference);
        var clearing = LedgerPosting.Credit(LedgerAccount.StripeClearing, sign * refund.AmountPence) with { OrderReference = reference };
        if (await IsStrayAsync(refund.ChargeId, ct))
            return [LedgerPosting.Debit(LedgerAccount.Suspense, sign * refund.AmountPence) with { OrderReference = reference }, clearing];
        var rest = refund.AmountPence - parts.Sum(p => p.NetPence + p.VatPence);
        return
        [
            .. await DebitsAsync(reference, parts, sign, ct),
            LedgerPosting.Debit(LedgerAccount.RefundsToAllocate, sign * rest) with { OrderReference = reference },
            clearing,
        ];
    }

    /// <summary>The credits of the sale with the other sign; what is still in advance is taken from there.</summary>
    private async Task<IReadOnlyList<LedgerPosting>> DebitsAsync(string reference, IReadOnlyList<SoldPart> parts, int sign, CancellationToken ct)
    {
        var ids = parts.Select(p => p.PaymentLineId).ToList();
        var inAdvance = await db.Set<DeferredIncome>().Where(d => d.ReleasedAt == null && ids.Contains(d.PaymentLineId)).ToDictionaryAsync(d => d.PaymentLineId, ct);
        foreach (var part in parts)
            if (inAdvance.TryGetValue(part.PaymentLineId, out var income)) income.Refund(sign * part.NetPence);
        return
        [
            .. parts.SelectMany(p => p.Credits(Plain(reference), inAdvance.ContainsKey(p.PaymentLineId)).Select(c => sign > 0 ? c.Mirrored() : c)),
        ];
    }

    /// <summary>The charges were said when it was posted, or later.</summary>
    private async Task<bool> WasPutOnChargesAsync(string source, string id, CancellationToken ct) =>
        await IsPostedAsync("refund-allocated:" + id, ct)
        || (await EntriesAsync(source, ct)).Exists(e => e is LedgerAccount.Income or LedgerAccount.IncomeInAdvance or LedgerAccount.BondsHeld);

    private async Task<List<string>> EntriesAsync(string source, CancellationToken ct)
    {
        if (db.Set<Journal>().Local.FirstOrDefault(j => j.SourceId == source) is { } fresh) return [.. fresh.Entries.Select(e => e.Account)];
        return await db.Set<Journal>().Where(j => j.SourceId == source).SelectMany(j => j.Entries).Select(e => e.Account).ToListAsync(ct);
    }

    private async Task<bool> IsPostedAsync(string source, CancellationToken ct) =>
        db.Set<Journal>().Local.Any(j => j.SourceId == source) || await db.Set<Journal>().AnyAsync(j => j.SourceId == source, ct);

    private static string Plain(string text) => OrderReference.TryParse(text, out var reference) ? reference.Value : text;

    private static string Words(string text) => OrderReference.TryParse(text, out var reference) ? reference.ToString() : text;
}
