using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger.Income;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Finance.Takings;

/// <summary>
/// Keeps finance's record of a payment up to date and posts its journal, in the transaction of whatever happened to it. The events may come in
/// any order and more than once; each of them finds or makes the one row of its reference (two that make it at once
/// meet at the unique index, and the loser's command is run again). Free orders are no payments and leave no row.
/// </summary>
internal sealed class RecordTakings(ShopDbContext db, IncomePosting income)
    : INotificationHandler<OrderPaid>, INotificationHandler<PaymentFeeKnown>, INotificationHandler<PaymentRefunded>
{
    public async Task Handle(OrderPaid notification, CancellationToken cancellationToken)
    {
        if (notification.TotalPence == 0) return;
        var payment = await FindOrMakeAsync(notification.Reference.Value, cancellationToken);
        payment.RecordPaid(notification);
        await income.PostPaidAsync(payment, cancellationToken);
    }

    public async Task Handle(PaymentFeeKnown notification, CancellationToken cancellationToken) =>
        (await FindOrMakeAsync(notification.Reference, cancellationToken)).RecordFee(notification.BalanceTransactionId, notification.FeePence);

    public async Task Handle(PaymentRefunded notification, CancellationToken cancellationToken) =>
        (await FindOrMakeAsync(notification.Reference, cancellationToken)).RecordRefunded(notification.OwnPence);

    private async Task<FinancePayment> FindOrMakeAsync(string text, CancellationToken ct)
    {
        var reference = OrderReference.TryParse(text, out var parsed) ? parsed.Value : text;
        var payment = db.Set<FinancePayment>().Local.FirstOrDefault(p => p.Reference == reference)
            ?? await db.Set<FinancePayment>().Include(p => p.Lines).SingleOrDefaultAsync(p => p.Reference == reference, ct);
        if (payment is null) db.Add(payment = new FinancePayment(reference));
        return payment;
    }
}
