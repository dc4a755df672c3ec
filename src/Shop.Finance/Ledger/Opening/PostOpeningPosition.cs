using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Ledger.Income;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Ledger.Opening;

/// <summary>
/// Posts the journals of money taken and given back before the ledger existed, from finance's record, each on its own financial date; at most
/// 200 orders at a time, so send it until it returns zeros. Orders carry the source they would have had, so nothing is posted twice, whatever
/// comes later. A payment that went back whole is reversed on its own charges; a part that did waits to be allocated. Fees and payouts are
/// not here: they come with Stripe's balance transactions. Audited.
/// </summary>
public sealed record PostOpeningPosition : ICommand<OpeningPart>;

/// <summary>What this part posted. Amounts in pence.</summary>
public sealed record OpeningPart(int Orders, long TakenPence, int Refunds, long RefundedPence);

internal sealed class PostOpeningPositionHandler(ShopDbContext db, Journals journals, IncomePosting income, IMediator mediator, ILogger<PostOpeningPositionHandler> log)
    : IRequestHandler<PostOpeningPosition, OpeningPart>
{
    private const int AtATime = 200;
    private const string Why = "Taken before the ledger existed";

    public async Task<OpeningPart> Handle(PostOpeningPosition request, CancellationToken cancellationToken)
    {
        var payments = await db.Set<FinancePayment>().Include(p => p.Lines)
            .Where(p => p.PaidAt != null && !db.Set<Journal>().Any(j => j.SourceId == "order:" + p.Reference))
            .OrderBy(p => p.PaidAt).ThenBy(p => p.Id).Take(AtATime).AsNoTracking().ToListAsync(cancellationToken);
        await journals.PostAllAsync([.. payments.Select(Taken)], cancellationToken);
        foreach (var payment in payments) await income.DeferAsync(payment, cancellationToken);
        var refunded = payments.Where(p => p.RefundedPence > 0).ToList();
        await journals.PostAllAsync([.. refunded.Select(Refunded)], cancellationToken);
        SettleDeferred(refunded.Where(p => p.RefundedPence == p.GrossPence));
        var part = new OpeningPart(payments.Count, payments.Sum(p => p.GrossPence), refunded.Count, refunded.Sum(p => p.RefundedPence));
        if (part.Orders > 0)
        {
            await mediator.Publish(
                new Audited(null, "posted opening position", "ledger", null, $"{part.Orders} orders of {new Money(part.TakenPence)}, {part.Refunds} refunds of {new Money(part.RefundedPence)}", Why),
                cancellationToken);
            log.LogInformation("Posted the opening position of {Orders} orders", part.Orders);
        }

        return part;
    }

    private static JournalDraft Taken(FinancePayment payment) => new(
        IncomePosting.SourceOf(payment), JournalKind.OpeningPosition, payment.FinancialDate!.Value, $"Order {Words(payment)} paid, before the ledger existed", IncomePosting.Postings(payment), null, Why);

    private static JournalDraft Refunded(FinancePayment payment)
    {
        var clearing = LedgerPosting.Credit(LedgerAccount.StripeClearing, payment.RefundedPence) with { OrderReference = payment.Reference };
        IReadOnlyList<LedgerPosting> postings = payment.RefundedPence == payment.GrossPence
            ? [.. IncomePosting.Postings(payment).Select(p => p.Mirrored())]
            : [LedgerPosting.Debit(LedgerAccount.RefundsToAllocate, payment.RefundedPence) with { OrderReference = payment.Reference }, clearing];
        return new JournalDraft(
            "opening-refund:" + payment.Reference, JournalKind.OpeningPosition, payment.FinancialDate!.Value, $"Order {Words(payment)} refunded, before the ledger existed", postings, null, Why);
    }

    /// <summary>Nothing is left in advance of what went back whole.</summary>
    private void SettleDeferred(IEnumerable<FinancePayment> whole)
    {
        var ids = whole.SelectMany(p => p.Lines).Select(l => l.Id).ToHashSet();
        foreach (var deferred in db.Set<DeferredIncome>().Local.Where(d => ids.Contains(d.PaymentLineId))) deferred.Refund(deferred.LeftPence);
    }

    private static string Words(FinancePayment payment) => OrderReference.TryParse(payment.Reference, out var reference) ? reference.ToString() : payment.Reference;
}
