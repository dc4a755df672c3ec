using MediatR;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Ledger.Income;

/// <summary>
/// Money at Stripe that belongs to no order (twice, too late, of a wrong amount, nobody's) is in the clearing account all the same:
/// it waits in suspense, and is an item there. Does nothing for money of another currency (no pence), and for what was told before.
/// </summary>
internal sealed class PostStrayMoneyOnPaymentNeedsAttention(Journals journals, SuspenseItems suspense, TimeProvider clock) : INotificationHandler<PaymentNeedsAttention>
{
    public async Task Handle(PaymentNeedsAttention notification, CancellationToken cancellationToken)
    {
        if (notification.AmountPence <= 0 || notification.ChargeId is not { } charge) return;
        var reference = OrderReference.TryParse(notification.Reference, out var parsed) ? parsed.Value : null;
        await suspense.OpenAsync(
            SuspenseSource.StrayMoney, charge, notification.AmountPence, Short(notification.Reason), LondonTime.DateOf(notification.TakenAt ?? clock.UtcNow()), cancellationToken);
        await journals.PostAsync(
            new JournalDraft(
                "stray:" + charge, JournalKind.StrayMoney, LondonTime.DateOf(notification.TakenAt ?? clock.UtcNow()),
                $"Money that fits no order{(reference is null ? "" : $" (named {parsed})")}: {Short(notification.Reason)}",
                [
                    LedgerPosting.Debit(LedgerAccount.StripeClearing, notification.AmountPence) with { OrderReference = reference },
                    LedgerPosting.Credit(LedgerAccount.Suspense, notification.AmountPence) with { OrderReference = reference },
                ],
                null, null),
            cancellationToken);
    }

    private static string Short(string reason) => reason.Length <= 200 ? reason : reason[..200];
}
