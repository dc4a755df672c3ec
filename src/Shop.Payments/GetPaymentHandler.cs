using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Payments;

internal sealed class GetPaymentHandler(ShopDbContext db) : IRequestHandler<GetPayment, PaymentStatus?>
{
    public async Task<PaymentStatus?> Handle(GetPayment request, CancellationToken cancellationToken)
    {
        var payment = await db.Set<Payment>().AsNoTracking().Include("_attempts")
            .FirstOrDefaultAsync(p => p.Reference == request.Reference, cancellationToken);
        return payment is null ? null : StatusOf(payment);
    }

    private static PaymentStatus StatusOf(Payment payment)
    {
        var latest = payment.LatestAttempt;
        var declined = payment.State is PaymentState.Paid ? null : DeclineWords.For(latest?.FailureCode, latest?.DeclineCode);
        return new PaymentStatus(
            payment.Id, payment.Reference, payment.AmountPence, payment.State, latest?.State, declined,
            payment.CardBrand, payment.CardLast4, payment.PaidAt, payment.RefundedPence, AskedStripe: false, payment.AttentionReason);
    }
}
