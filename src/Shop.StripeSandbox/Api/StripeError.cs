using System.Text.Json.Nodes;
using Shop.StripeSandbox.Resources;

namespace Shop.StripeSandbox.Api;

/// <summary>An answer other than 200, in Stripe's error shape.</summary>
internal sealed class StripeError(int status, string type, string message) : Exception(message)
{
    public int Status => status;

    public string? Code { get; init; }

    public string? Param { get; init; }

    /// <summary>What the card said, with the payment intent as the failure left it.</summary>
    public PaymentError? Payment { get; init; }

    public JsonObject? PaymentIntent { get; init; }

    /// <summary>
    /// True when the call was refused for its parameters alone. Such an answer is not kept under the idempotency key,
    /// so the caller may mend the parameters and use the key again.
    /// </summary>
    public bool RefusedBeforeExecution { get; init; }

    public JsonObject ToJson()
    {
        var error = new JsonObject { ["type"] = type, ["message"] = Message };
        if (Code is not null) error["code"] = Code;
        if (Code is not null) error["doc_url"] = "https://docs.stripe.com/error-codes#" + Code.Replace('_', '-');
        if (Param is not null) error["param"] = Param;
        if (Payment is not null)
            foreach (var (name, value) in Payment.ToJson())
                error[name] = value?.DeepClone();
        if (PaymentIntent is not null) error["payment_intent"] = PaymentIntent;
        return new() { ["error"] = error };
    }

    public static StripeError Invalid(string message, string? param = null, string? code = null) =>
        new(400, "invalid_request_error", message) { Param = param, Code = code, RefusedBeforeExecution = true };

    /// <summary>Well formed, but not in this state.</summary>
    public static StripeError State(string message, string? code = null, string? param = null) =>
        new(400, "invalid_request_error", message) { Code = code, Param = param };

    public static StripeError Missing(string param) =>
        Invalid($"Missing required param: {param}.", param, "parameter_missing");

    public static StripeError Unknown(string param) =>
        Invalid($"Received unknown parameter: {param}", param, "parameter_unknown");

    public static StripeError NoSuch(string kind, string id, string param) =>
        new(404, "invalid_request_error", $"No such {kind}: '{id}'") { Code = "resource_missing", Param = param, RefusedBeforeExecution = true };

    public static StripeError Card(PaymentError error, PaymentIntent intent) =>
        new(402, "card_error", error.Message) { Payment = error, PaymentIntent = intent.ToJson() };

    public static StripeError Internal() =>
        new(500, "api_error", "The sandbox failed. This is a fault of the sandbox, not of your request.");
}
