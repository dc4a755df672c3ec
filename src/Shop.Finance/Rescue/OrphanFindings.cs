using System.Globalization;
using Shop.Finance.Proof;
using Shop.Kernel;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Finance.Rescue;

/// <summary>Turns what does not agree into faults with their evidence. Pure.</summary>
internal static class OrphanFindings
{
    private const string DifferencePrefix = "diff ";

    /// <summary>A difference of the proof. Null for what needs nobody: refunds counted on another charge of the same order, money that went back whole.</summary>
    public static RescueFinding? Of(Difference difference, IReadOnlyDictionary<string, StripeCharge> charges) => difference.IsExplained || difference.AmountPence == 0 ? null : new RescueFinding(
        difference.Kind switch
        {
            DifferenceKind.OnlyAtStripe => RescueKind.PaidWithoutOrder,
            DifferenceKind.OnlyOnOrder => RescueKind.OrderWithoutPayment,
            _ => RescueKind.AmountsDiffer,
        },
        KeyOf(difference), null, difference.Reference, difference.ChargeId,
        difference.ChargeId is { } id && charges.TryGetValue(id, out var charge) ? charge.PaymentIntentId : null,
        difference.ChargeId is { } at && charges.TryGetValue(at, out var taken) ? taken.CreatedAt : null,
        Math.Abs(difference.AmountPence), Words(difference),
        [
            new RescueEvidence("Stripe", difference.ChargeId ?? "No charge", Pounds(difference.StripePence, "taken less given back")),
            new RescueEvidence("Order", Reference(difference.Reference), Pounds(difference.OrdersPence, "paid less given back")),
            new RescueEvidence("Finance’s record", Reference(difference.Reference), Pounds(difference.RecordPence, "recorded less given back")),
        ]);

    public static RescueFinding Of(RefundedOpenOrder order) => new(
        RescueKind.RefundedStillOpen, $"refunded {order.Reference.Value} {order.RefundedPence} {order.FulfilledAfter}", order.OrderId, order.Reference.Value, order.ChargeId, null, null,
        order.RefundedPence,
        order.FulfilledAfter ? "All the money went back, and a team finished the order afterwards." : "All the money went back, and the order is still on a team’s list.",
        [
            new RescueEvidence("Stripe", order.ChargeId ?? "Charge", $"gave back {new Money(order.RefundedPence)} of {new Money(order.TotalPence)}"),
            new RescueEvidence("Order", order.Reference.ToString(), string.Join(", ", order.Titles)),
        ]);

    public static RescueFinding Of(WebhookEventRow message) => new(
        RescueKind.MessageOverdue, $"event {message.EventId}", null, message.Reference, message.EventId, null, null, 0,
        message.State == WebhookState.Failed ? $"A message “{message.Type}” failed at every try." : $"A message “{message.Type}” waits for longer than it should.",
        [
            new RescueEvidence("Stripe", message.EventId, message.Type),
            new RescueEvidence("Shop", $"{message.Tries.ToString(CultureInfo.InvariantCulture)} tries", message.Note ?? "Not tried yet."),
        ]);

    /// <summary>The proof's difference behind a case's key, so that settling the case explains it; null for other cases.</summary>
    public static (string Key, long AmountPence)? DifferenceOf(string? key)
    {
        if (key is null || !key.StartsWith(DifferencePrefix, StringComparison.Ordinal)) return null;
        var end = key.LastIndexOf(' ');
        return (key[DifferencePrefix.Length..end], long.Parse(key[(end + 1)..], CultureInfo.InvariantCulture));
    }

    private static string KeyOf(Difference difference) => string.Create(CultureInfo.InvariantCulture, $"{DifferencePrefix}{difference.Key} {difference.AmountPence}");

    private static string Words(Difference difference) => difference.Kind switch
    {
        DifferenceKind.OnlyAtStripe => "Stripe took this money, and no order has it.",
        DifferenceKind.OnlyOnOrder => "The order counts as paid, and Stripe has no such charge.",
        DifferenceKind.AmountsDiffer => $"Stripe and the order differ by {new Money(Math.Abs(difference.AmountPence))}.",
        DifferenceKind.RecordDiffers => $"Finance’s record and the order differ by {new Money(Math.Abs(difference.AmountPence))}.",
        DifferenceKind.LinesDiffer => $"The lines with the ledger codes and the payment differ by {new Money(Math.Abs(difference.AmountPence))}.",
        _ => "The amounts differ.",
    };

    private static string Reference(string? text) => OrderReference.TryParse(text, out var reference) ? reference.ToString() : text ?? "No reference";

    private static string Pounds(long? pence, string what) => pence is { } known ? $"{new Money(known)} {what}" : "Knows nothing of it";
}
