using Shop.Kernel;

namespace Shop.Finance.Rescue;

/// <summary>The words of the rescue queue.</summary>
public static class RescueWords
{
    public static string InWords(this RescueKind kind) => kind switch
    {
        RescueKind.StrayMoney => "Money that does not fit",
        RescueKind.GivenBackTwice => "Given back twice",
        RescueKind.PaidWithoutOrder => "Paid, but on no order",
        RescueKind.OrderWithoutPayment => "Order without its payment",
        RescueKind.AmountsDiffer => "Amounts differ",
        RescueKind.RefundedStillOpen => "Refunded, but not stopped",
        RescueKind.MessageOverdue => "Message from Stripe not worked",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>For the audit log.</summary>
    public static string SubjectOf(string? reference, string? chargeId) =>
        reference is not null ? $"order {(OrderReference.TryParse(reference, out var parsed) ? parsed.ToString() : reference)}" : $"Stripe {chargeId}";
}
