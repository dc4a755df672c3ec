using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>Money on its way back to the card of one charge, in pence.</summary>
internal sealed record Refund(string Id, DateTimeOffset Created, long Amount, string Currency, string Charge, string PaymentIntent) : IResource
{
    public const string Pending = "pending", Succeeded = "succeeded", Failed = "failed", Canceled = "canceled";

    public const string InsufficientFunds = "insufficient_funds", Processing = "processing";

    public string Status { get; init; } = Succeeded;

    public string? BalanceTransaction { get; init; }

    public string? FailureBalanceTransaction { get; init; }

    public string? FailureReason { get; init; }

    public string? PendingReason { get; init; }

    /// <summary>Ends only when it is told to.</summary>
    public bool Held { get; init; }

    public string? Reason { get; init; }

    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>Whether it still takes away from what the charge has left.</summary>
    public bool Counts => Status is Pending or Succeeded;

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["object"] = "refund",
            ["amount"] = Amount,
            ["balance_transaction"] = BalanceTransaction,
            ["charge"] = Charge,
            ["created"] = Created.ToUnixTimeSeconds(),
            ["currency"] = Currency,
            ["customer"] = null,
            ["customer_account"] = null,
            ["destination_details"] = DestinationDetails(),
            ["metadata"] = Metadata.ToJson(),
            ["payment_intent"] = PaymentIntent,
            ["payment_method"] = null,
            ["reason"] = Reason,
            ["receipt_number"] = null,
            ["source_transfer_reversal"] = null,
            ["status"] = Status,
            ["transfer_reversal"] = null,
        };
        // These are left out, not null, while they have nothing to say.
        if (FailureBalanceTransaction is not null) json["failure_balance_transaction"] = FailureBalanceTransaction;
        if (FailureReason is not null) json["failure_reason"] = FailureReason;
        if (PendingReason is not null) json["pending_reason"] = PendingReason;
        return json;
    }

    private static JsonObject DestinationDetails() => new()
    {
        ["card"] = new JsonObject { ["reference_status"] = "pending", ["reference_type"] = "acquirer_reference_number", ["type"] = "refund" },
        ["type"] = "card",
    };
}
