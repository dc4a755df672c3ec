using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Resources;

/// <summary>What a merchant can say against a dispute, by Stripe's names. At most 20,000 characters each; there are no files here.</summary>
internal static class DisputeEvidence
{
    private const int MaxText = 20_000;

    private static readonly string[] Texts =
    [
        "access_activity_log", "billing_address", "cancellation_policy_disclosure", "cancellation_rebuttal", "customer_email_address", "customer_name",
        "customer_purchase_ip", "duplicate_charge_explanation", "duplicate_charge_id", "product_description", "refund_policy_disclosure",
        "refund_refusal_explanation", "service_date", "shipping_address", "shipping_carrier", "shipping_date", "shipping_tracking_number", "uncategorized_text",
    ];

    private static readonly string[] Files =
    [
        "cancellation_policy", "customer_communication", "customer_signature", "duplicate_charge_documentation", "receipt", "refund_policy",
        "service_documentation", "shipping_documentation", "uncategorized_file",
    ];

    /// <summary>The evidence with the changes that were sent; an empty value takes its field out.</summary>
    public static IReadOnlyDictionary<string, string> Read(Params? input, IReadOnlyDictionary<string, string> before)
    {
        if (input is null) return before;
        var after = new Dictionary<string, string>(before);
        foreach (var name in Texts.Where(input.Has))
            if (input.Text(name, MaxText) is { } text) after[name] = text;
            else after.Remove(name);
        foreach (var name in Files)
            if (input.Text(name) is { } file)
                throw StripeError.NoSuch("file", file, input.Path(name));
        return after;
    }

    public static JsonObject ToJson(IReadOnlyDictionary<string, string> evidence)
    {
        var json = new JsonObject();
        foreach (var name in Texts.Concat(Files).Order(StringComparer.Ordinal)) json[name] = evidence.GetValueOrDefault(name);
        json["enhanced_evidence"] = new JsonObject();
        return json;
    }
}
