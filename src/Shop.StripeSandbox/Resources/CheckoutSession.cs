using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>What a session was asked to be; the same for all its states.</summary>
internal sealed record SessionTerms(string SuccessUrl, IReadOnlyList<LineItem> Lines, DateTimeOffset ExpiresAt, PaymentIntentTerms Payment)
{
    public string? CancelUrl { get; init; }

    public string? ClientReferenceId { get; init; }

    public string? CustomerEmail { get; init; }

    public string? Locale { get; init; }

    public string? SubmitType { get; init; }

    public string? BillingAddressCollection { get; init; }

    public IReadOnlyList<string>? AllowedPaymentMethodTypes { get; init; }

    public bool AdaptivePricing { get; init; } = true;

    /// <summary>Whether an expired session gets an address that starts it anew; null when it was not asked for.</summary>
    public bool? Recovery { get; init; }

    public IReadOnlyDictionary<string, string> CustomText { get; init; } = new Dictionary<string, string>();

    public Metadata PaymentIntentMetadata { get; init; } = Metadata.None;

    public long Total => Payment.Amount;

    public string Currency => Payment.Currency;
}

/// <summary>One visit to the hosted payment page, for one set of lines.</summary>
internal sealed record CheckoutSession(string Id, DateTimeOffset Created, SessionTerms Terms, string PageUrl) : IResource
{
    public const string Open = "open", Complete = "complete", Expired = "expired";

    public string Status { get; init; } = Open;

    public bool Paid { get; init; }

    public string? PaymentIntent { get; init; }

    /// <summary>What the payer typed at their last try; shown by the API only once the session is complete.</summary>
    public BillingDetails? Customer { get; init; }

    public string? RecoveryUrl { get; init; }

    public DateTimeOffset? RecoveryExpiresAt { get; init; }

    public string? RecoveredFrom { get; init; }

    public Metadata Metadata { get; init; } = Metadata.None;

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "checkout.session",
        ["adaptive_pricing"] = new JsonObject { ["enabled"] = Terms.AdaptivePricing },
        ["after_expiration"] = SessionParts.AfterExpiration(this),
        ["allow_promotion_codes"] = null,
        ["allowed_payment_method_types"] = Terms.AllowedPaymentMethodTypes is { } types ? new JsonArray([.. types.Select(t => (JsonNode)t)]) : null,
        ["amount_subtotal"] = Terms.Total,
        ["amount_total"] = Terms.Total,
        ["automatic_tax"] = new JsonObject { ["enabled"] = false, ["liability"] = null, ["provider"] = null, ["status"] = null },
        ["billing_address_collection"] = Terms.BillingAddressCollection,
        ["cancel_url"] = Terms.CancelUrl,
        ["client_reference_id"] = Terms.ClientReferenceId,
        ["client_secret"] = null,
        ["collected_information"] = SessionParts.CollectedInformation(this),
        ["consent"] = null,
        ["consent_collection"] = null,
        ["created"] = Created.ToUnixTimeSeconds(),
        ["currency"] = Terms.Currency,
        ["currency_conversion"] = null,
        ["custom_fields"] = new JsonArray(),
        ["custom_text"] = SessionParts.CustomText(this),
        ["customer"] = null,
        ["customer_account"] = null,
        ["customer_creation"] = "if_required",
        ["customer_details"] = SessionParts.CustomerDetails(this),
        ["customer_email"] = Terms.CustomerEmail,
        ["discounts"] = new JsonArray(),
        ["expires_at"] = Terms.ExpiresAt.ToUnixTimeSeconds(),
        ["integration_identifier"] = null,
        ["invoice"] = null,
        ["invoice_creation"] = SessionParts.InvoiceCreation(),
        ["livemode"] = false,
        ["locale"] = Terms.Locale,
        ["managed_payments"] = null,
        ["metadata"] = Metadata.ToJson(),
        ["mode"] = "payment",
        ["origin_context"] = null,
        ["payment_intent"] = PaymentIntent,
        ["payment_link"] = null,
        ["payment_method_collection"] = "if_required",
        ["payment_method_configuration_details"] = null,
        ["payment_method_options"] = SessionParts.PaymentMethodOptions(this),
        ["payment_method_types"] = new JsonArray("card"),
        ["payment_status"] = Paid ? "paid" : "unpaid",
        ["permissions"] = null,
        ["phone_number_collection"] = new JsonObject { ["enabled"] = false },
        ["recovered_from"] = RecoveredFrom,
        ["saved_payment_method_options"] = null,
        ["setup_intent"] = null,
        ["shipping_address_collection"] = null,
        ["shipping_cost"] = null,
        ["shipping_options"] = new JsonArray(),
        ["status"] = Status,
        ["submit_type"] = Terms.SubmitType,
        ["subscription"] = null,
        ["success_url"] = Terms.SuccessUrl,
        ["total_details"] = new JsonObject { ["amount_discount"] = 0, ["amount_shipping"] = 0, ["amount_tax"] = 0 },
        ["ui_mode"] = "hosted_page",
        ["url"] = Status == Open ? PageUrl : null,
        ["wallet_options"] = null,
    };

    /// <summary>Where the payer goes when it is done; the placeholder is for the shop to find its order again.</summary>
    public string ReturnUrl => Terms.SuccessUrl.Replace("{CHECKOUT_SESSION_ID}", Id, StringComparison.Ordinal);
}
