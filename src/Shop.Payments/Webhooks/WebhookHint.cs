using System.Text.Json;

namespace Shop.Payments.Webhooks;

/// <summary>
/// Where an event says to look. Read by hand, not through Stripe.net's classes: events of another API version, of
/// unknown types or without an object must neither be lost nor break anything.
/// </summary>
internal sealed record WebhookHint(
    string EventId, string Type, bool Livemode, bool OtherAccount,
    string? SessionId, string? PaymentIntentId, string? ChargeId, string? Reference, Guid? AttemptId, string? PayoutId)
{
    private const int LongestId = 255;
    private const int LongestType = 120;

    /// <summary>What it speaks of that the charge itself may not show.</summary>
    public MoneyBackLook Look =>
        Type.StartsWith("refund.", StringComparison.Ordinal) || Type.StartsWith("charge.refund", StringComparison.Ordinal) ? MoneyBackLook.Refunds
        : Type.StartsWith("charge.dispute.", StringComparison.Ordinal) ? MoneyBackLook.Disputes
        : MoneyBackLook.None;

    /// <summary>Null when the text is no event.</summary>
    public static WebhookHint? Read(string body)
    {
        try
        {
            // Stripe's objects are about ten levels deep.
            using var document = JsonDocument.Parse(body.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = 64 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            if (Text(root, "id") is not { Length: > 0 and <= LongestId } id || Text(root, "type") is not { Length: > 0 and <= LongestType } type) return null;
            return Read(id, type, root);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static WebhookHint Read(string id, string type, JsonElement root)
    {
        var about = Child(Child(root, "data"), "object");
        var kind = Text(about, "object");
        var metadata = Child(about, "metadata");
        return new WebhookHint(
            id, type, Child(root, "livemode").ValueKind == JsonValueKind.True, Text(root, "account") is { Length: > 0 },
            kind == "checkout.session" ? Text(about, "id") : null,
            kind == "payment_intent" ? Text(about, "id") : IdOf(about, "payment_intent"),
            kind == "charge" ? Text(about, "id") : IdOf(about, "charge"),
            Text(metadata, SessionTerms.ReferenceKey),
            Guid.TryParse(Text(metadata, SessionTerms.AttemptKey), out var attempt) ? attempt : null,
            kind == "payout" ? Text(about, "id") : null);
    }

    /// <summary>Another object's id, given plainly or as the object itself.</summary>
    private static string? IdOf(JsonElement element, string name) =>
        Child(element, name) is { ValueKind: JsonValueKind.Object } expanded ? Text(expanded, "id") : Text(element, name);

    private static JsonElement Child(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child) ? child : default;

    private static string? Text(JsonElement element, string name) =>
        Child(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
