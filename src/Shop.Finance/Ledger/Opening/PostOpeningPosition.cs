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
/// Posts the journals of money taken and given back before the ledger existed, each on its own financial date; at most 200 orders, or 200
/// refunds, at a time, so send it until it returns noughts. Orders come from finance's record and carry the source they would have had;
/// refunds come from Stripe's balance, one by one, and are posted as if they were told of now: nothing is posted twice, whatever comes
/// later. Refunds whose rows of Stripe's balance are not here yet wait: send it again once they are. One that took all of its payment is
/// reversed on its own charges; a part waits to be allocated. Fees and payouts come with Stripe's balance by themselves. Audited.
/// </summary>
public sealed record PostOpeningPosition : ICommand<OpeningPart>;

/// <summary>What this part posted. Amounts in pence.</summary>
/// <param name="WaitingPence">Went back by finance's record, but Stripe's balance, as far as it was read, does not say when and how. Asked for when nothing else is left.</param>
public sealed record OpeningPart(int Orders, long TakenPence, int Refunds, long RefundedPence, long WaitingPence = 0);

internal sealed class PostOpeningPositionHandler(ShopDbContext db, Journals journals, IncomePosting income, OldRefunds refunds, IMediator mediator, ILogger<PostOpeningPositionHandler> log)
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
        var (count, pence) = payments.Count > 0 ? (0, 0L) : await refunds.PostAsync(AtATime, cancellationToken);
        if (payments.Count + count == 0) return new OpeningPart(0, 0, 0, 0, await refunds.WaitingAsync(cancellationToken));
        await mediator.Publish(
            new Audited(null, "posted opening position", "ledger", null, $"{payments.Count} orders of {new Money(payments.Sum(p => p.GrossPence))}, {count} refunds of {new Money(pence)}", Why),
            cancellationToken);
        log.LogInformation("Posted the opening position of {Orders} orders and {Refunds} refunds", payments.Count, count);
        return new OpeningPart(payments.Count, payments.Sum(p => p.GrossPence), count, pence);
    }

    private static JournalDraft Taken(FinancePayment payment) => new(
        IncomePosting.SourceOf(payment), JournalKind.OpeningPosition, payment.FinancialDate!.Value, $"Order {Words(payment)} paid, before the ledger existed", IncomePosting.Postings(payment), null, Why);

    private static string Words(FinancePayment payment) => OrderReference.TryParse(payment.Reference, out var reference) ? reference.ToString() : payment.Reference;
}
