using System.Text.Json.Nodes;

namespace Shop.StripeSandbox.Resources;

/// <summary>Why an attempt to pay failed: <c>last_payment_error</c> of the payment intent, and the body of a 402.</summary>
internal sealed record PaymentError(string Type, string Code, string Message)
{
    public string? DeclineCode { get; init; }

    public string? Param { get; init; }

    /// <summary>The failed charge; null when it did not come to one.</summary>
    public string? Charge { get; init; }

    public PaymentMethod? PaymentMethod { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["type"] = Type, ["code"] = Code, ["message"] = Message };
        json["doc_url"] = "https://docs.stripe.com/error-codes#" + Code.Replace('_', '-');
        if (Charge is not null) json["charge"] = Charge;
        if (DeclineCode is not null) json["decline_code"] = DeclineCode;
        if (Param is not null) json["param"] = Param;
        if (PaymentMethod is not null) json["payment_method"] = PaymentMethod.ToJson();
        return json;
    }
}
