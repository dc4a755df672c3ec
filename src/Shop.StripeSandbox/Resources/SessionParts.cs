using System.Text.Json.Nodes;

namespace Shop.StripeSandbox.Resources;

/// <summary>The nested parts of a checkout session.</summary>
internal static class SessionParts
{
    private static readonly string[] Texts = ["after_submit", "shipping_address", "submit", "terms_of_service_acceptance"];

    public static JsonObject? AfterExpiration(CheckoutSession session) => session.Terms.Recovery is not { } enabled ? null : new()
    {
        ["recovery"] = new JsonObject
        {
            ["allow_promotion_codes"] = false,
            ["enabled"] = enabled,
            ["expires_at"] = session.RecoveryExpiresAt?.ToUnixTimeSeconds(),
            ["url"] = session.RecoveryUrl,
        },
    };

    public static JsonObject CustomText(CheckoutSession session) => new(Texts.Select(name => new KeyValuePair<string, JsonNode?>(
        name, session.Terms.CustomText.TryGetValue(name, out var text) ? new JsonObject { ["message"] = text } : null)));

    public static JsonObject? CustomerDetails(CheckoutSession session)
    {
        var complete = session.Status == CheckoutSession.Complete ? session.Customer : null;
        if (complete is null && session.Terms.CustomerEmail is null) return null;
        return new()
        {
            ["address"] = complete?.Address(),
            ["business_name"] = null,
            ["email"] = complete?.Email ?? session.Terms.CustomerEmail,
            ["individual_name"] = null,
            ["name"] = complete?.Name,
            ["phone"] = null,
            ["tax_exempt"] = "none",
            ["tax_ids"] = complete is null ? null : new JsonArray(),
        };
    }

    public static JsonObject? CollectedInformation(CheckoutSession session) => session.Status != CheckoutSession.Complete ? null : new()
    {
        ["business_name"] = null,
        ["individual_name"] = null,
        ["shipping_details"] = null,
    };

    public static JsonObject InvoiceCreation() => new()
    {
        ["enabled"] = false,
        ["invoice_data"] = new JsonObject
        {
            ["account_tax_ids"] = null,
            ["custom_fields"] = null,
            ["description"] = null,
            ["footer"] = null,
            ["issuer"] = null,
            ["metadata"] = new JsonObject(),
            ["rendering_options"] = null,
        },
    };

    public static JsonObject PaymentMethodOptions(CheckoutSession session)
    {
        var card = new JsonObject { ["request_three_d_secure"] = session.Terms.Payment.RequestThreeDSecure ?? "automatic" };
        if (session.Terms.Payment.IsManualCapture) card["capture_method"] = "manual";
        return new() { ["card"] = card };
    }
}
