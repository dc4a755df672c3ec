using System.Text.Json.Nodes;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>One try to take money from one card, whether it worked or not.</summary>
internal sealed record Charge(string Id, DateTimeOffset Created, long Amount, string Currency, string PaymentIntent, PaymentMethod Method) : IResource
{
    /// <summary>What stands on the card statement before the suffix.</summary>
    public const string StatementPrefix = "SANDBOX";

    public bool Captured { get; init; }

    public long AmountCaptured { get; init; }

    public long AmountRefunded { get; init; }

    public string? BalanceTransaction { get; init; }

    public Decline? Failure { get; init; }

    public bool Disputed { get; init; }

    /// <summary>How the holder proved who they are; null without 3-D Secure.</summary>
    public string? AuthenticationResult { get; init; }

    /// <summary>Until when an authorisation can be captured; null when it was captured at once.</summary>
    public DateTimeOffset? CaptureBefore { get; init; }

    public string? Description { get; init; }

    public string? ReceiptEmail { get; init; }

    public string? StatementDescriptorSuffix { get; init; }

    public string? ReceiptUrl { get; init; }

    public Metadata Metadata { get; init; } = Metadata.None;

    public bool Succeeded => Failure is null;

    public long Refundable => AmountCaptured - AmountRefunded;

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "charge",
        ["amount"] = Amount,
        ["amount_captured"] = AmountCaptured,
        ["amount_refunded"] = AmountRefunded,
        ["application"] = null,
        ["application_fee"] = null,
        ["application_fee_amount"] = null,
        ["balance_transaction"] = BalanceTransaction,
        ["billing_details"] = Method.Billing.ToJson(),
        ["calculated_statement_descriptor"] = Failure is { Blocked: true } ? null : Descriptor,
        ["captured"] = Captured,
        ["created"] = Created.ToUnixTimeSeconds(),
        ["currency"] = Currency,
        ["customer"] = null,
        ["description"] = Description,
        ["disputed"] = Disputed,
        ["failure_balance_transaction"] = null,
        ["failure_code"] = Failure?.Code,
        ["failure_message"] = Failure?.Message,
        ["fraud_details"] = new JsonObject(),
        ["livemode"] = false,
        ["metadata"] = Metadata.ToJson(),
        ["on_behalf_of"] = null,
        ["outcome"] = ChargeDetails.Outcome(this),
        ["paid"] = Succeeded,
        ["payment_intent"] = PaymentIntent,
        ["payment_method"] = Method.Id,
        ["payment_method_details"] = new JsonObject { ["card"] = ChargeDetails.Card(this), ["type"] = "card" },
        ["receipt_email"] = ReceiptEmail,
        ["receipt_number"] = null,
        ["receipt_url"] = Succeeded ? ReceiptUrl : null,
        ["refunded"] = Succeeded && AmountRefunded == (Captured ? AmountCaptured : Amount),
        ["review"] = null,
        ["shipping"] = null,
        ["source"] = null,
        ["source_transfer"] = null,
        ["statement_descriptor"] = null,
        ["statement_descriptor_suffix"] = StatementDescriptorSuffix,
        ["status"] = Succeeded ? "succeeded" : "failed",
        ["transfer_data"] = null,
        ["transfer_group"] = null,
    };

    public string Descriptor => StatementDescriptorSuffix is null ? StatementPrefix : $"{StatementPrefix}* {StatementDescriptorSuffix}";
}
