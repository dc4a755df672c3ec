using MediatR;
using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>What the other modules are told about an attempt's money.</summary>
internal static class PaymentNews
{
    public static INotification Succeeded(Payment payment, AttemptFacts a) => new PaymentSucceeded(
        payment.Id, payment.Reference, a.CapturedPence, a.CapturedAt!.Value, a.ChargeId!, a.PaymentIntentId!, a.CardBrand ?? "card", a.CardLast4 ?? "", a.FeePence);

    public static INotification NeedsAttention(Payment payment, AttemptFacts a) =>
        new PaymentNeedsAttention(payment.Id, payment.Reference, a.CapturedPence, a.Misfit!, a.ChargeId, a.CapturedAt);

    public static INotification Refunded(Payment payment) => new PaymentRefunded(
        payment.Id, payment.Reference, payment.RefundedPence, [.. payment.Charges().Select(c => new ChargeRefunded(c.ChargeId, c.RefundedPence, c.IsOwn))]);
}
