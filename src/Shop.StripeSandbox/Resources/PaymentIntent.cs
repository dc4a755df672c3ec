using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>What a payment intent was asked to be; the same for all its states.</summary>
internal sealed record PaymentIntentTerms(long Amount, string Currency, string CaptureMethod)
{
    public string? Description { get; init; }

    public string? ReceiptEmail { get; init; }

    public string? StatementDescriptorSuffix { get; init; }

    public string? SetupFutureUsage { get; init; }

    /// <summary>The checkout session that made it; null when made by the API.</summary>
    public string? Session { get; init; }

    public string? RequestThreeDSecure { get; init; }

    public bool IsManualCapture => CaptureMethod == "manual";
}

/// <summary>One intent to take one amount, through as many tries as it needs.</summary>
internal sealed record PaymentIntent(string Id, DateTimeOffset Created, PaymentIntentTerms Terms) : IResource
{
    public const string RequiresPaymentMethod = "requires_payment_method", RequiresConfirmation = "requires_confirmation",
        RequiresAction = "requires_action", RequiresCapture = "requires_capture", Succeeded = "succeeded", Canceled = "canceled";

    public string Status { get; init; } = RequiresPaymentMethod;

    public long AmountReceived { get; init; }

    public long AmountCapturable { get; init; }

    public string? LatestCharge { get; init; }

    public PaymentMethod? PaymentMethod { get; init; }

    public PaymentError? LastError { get; init; }

    public string? ChallengeUrl { get; init; }

    /// <summary>Where the API caller wants the payer back after a challenge.</summary>
    public string? ReturnUrl { get; init; }

    public DateTimeOffset? CanceledAt { get; init; }

    public string? CancellationReason { get; init; }

    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>The end of the client secret, random so that it cannot be guessed from the id.</summary>
    public string Secret { get; init; } = Ids.New("secret");

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "payment_intent",
        ["allowed_payment_method_types"] = null,
        ["amount"] = Terms.Amount,
        ["amount_capturable"] = AmountCapturable,
        ["amount_details"] = new JsonObject { ["tip"] = new JsonObject() },
        ["amount_received"] = AmountReceived,
        ["application"] = null,
        ["application_fee_amount"] = null,
        ["automatic_payment_methods"] = Terms.Session is null ? new JsonObject { ["allow_redirects"] = "always", ["enabled"] = true } : null,
        ["canceled_at"] = CanceledAt?.ToUnixTimeSeconds(),
        ["cancellation_reason"] = CancellationReason,
        ["capture_method"] = Terms.CaptureMethod,
        ["client_secret"] = $"{Id}_{Secret}",
        ["confirmation_method"] = "automatic",
        ["created"] = Created.ToUnixTimeSeconds(),
        ["currency"] = Terms.Currency,
        ["customer"] = null,
        ["customer_account"] = null,
        ["description"] = Terms.Description,
        ["excluded_payment_method_types"] = null,
        ["last_payment_error"] = LastError?.ToJson(),
        ["latest_charge"] = LatestCharge,
        ["livemode"] = false,
        ["managed_payments"] = null,
        ["metadata"] = Metadata.ToJson(),
        ["next_action"] = NextAction(),
        ["on_behalf_of"] = null,
        ["payment_method"] = PaymentMethod?.Id,
        ["payment_method_configuration_details"] = null,
        ["payment_method_options"] = new JsonObject { ["card"] = CardOptions() },
        ["payment_method_types"] = new JsonArray("card"),
        ["payment_record"] = null,
        ["processing"] = null,
        ["receipt_email"] = Terms.ReceiptEmail,
        ["review"] = null,
        ["setup_future_usage"] = Terms.SetupFutureUsage,
        ["shipping"] = null,
        ["source"] = null,
        ["statement_descriptor"] = null,
        ["statement_descriptor_suffix"] = Terms.StatementDescriptorSuffix,
        ["status"] = Status,
        ["transfer_data"] = null,
        ["transfer_group"] = null,
    };

    private JsonObject? NextAction() => Status != RequiresAction ? null : new()
    {
        ["type"] = "redirect_to_url",
        ["redirect_to_url"] = new JsonObject { ["return_url"] = ReturnUrl, ["url"] = ChallengeUrl },
    };

    private JsonObject CardOptions() => new()
    {
        ["installments"] = null,
        ["mandate_options"] = null,
        ["network"] = null,
        ["request_three_d_secure"] = Terms.RequestThreeDSecure ?? "automatic",
    };
}
