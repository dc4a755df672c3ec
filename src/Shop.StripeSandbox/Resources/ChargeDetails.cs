using System.Text.Json.Nodes;
using Shop.StripeSandbox.Flow;

namespace Shop.StripeSandbox.Resources;

/// <summary>The two deep parts of a charge: the network's verdict and the card as it was used.</summary>
internal static class ChargeDetails
{
    public static JsonObject Outcome(Charge charge) => new()
    {
        ["advice_code"] = charge.Succeeded ? null : "try_again_later",
        ["network_advice_code"] = null,
        ["network_decline_code"] = charge.Failure is { Blocked: false } ? "01" : null,
        ["network_status"] = charge.Failure switch { null => "approved_by_network", { Blocked: true } => "not_sent_to_network", _ => "declined_by_network" },
        ["reason"] = charge.Failure switch { null => null, { Blocked: true } => "highest_risk_level", var f => f.DeclineCode },
        ["risk_level"] = charge.Failure is { Blocked: true } ? "highest" : "normal",
        ["risk_score"] = charge.Failure is { Blocked: true } ? 92 : 12,
        ["seller_message"] = charge.Failure switch
        {
            null => "Payment complete.",
            { Blocked: true } => "Stripe blocked this payment as too risky.",
            _ => "The bank did not return any further details with this decline.",
        },
        ["type"] = charge.Failure switch { null => "authorized", { Blocked: true } => "blocked", _ => "issuer_declined" },
    };

    public static JsonObject Card(Charge charge)
    {
        var (method, card) = (charge.Method, charge.Method.Card);
        var json = new JsonObject
        {
            ["amount_authorized"] = charge.Succeeded ? charge.Amount : null,
            ["authorization_code"] = charge.Succeeded ? charge.Id[^6..].ToUpperInvariant() : null,
            ["brand"] = card.Brand,
            ["checks"] = method.Checks(),
            ["country"] = card.Country,
            ["electronic_commerce_indicator"] = null,
            ["exp_month"] = method.ExpMonth,
            ["exp_year"] = method.ExpYear,
            ["extended_authorization"] = new JsonObject { ["status"] = "disabled" },
            ["fingerprint"] = card.Fingerprint,
            ["funding"] = card.Funding,
            ["incremental_authorization"] = new JsonObject { ["status"] = "unavailable" },
            ["installments"] = null,
            ["last4"] = card.Last4,
            ["mandate"] = null,
            ["multicapture"] = new JsonObject { ["status"] = "unavailable" },
            ["network"] = card.Brand,
            ["network_token"] = new JsonObject { ["used"] = false },
            ["network_transaction_id"] = charge.Id[3..18],
            ["overcapture"] = new JsonObject { ["maximum_amount_capturable"] = charge.Amount, ["status"] = "unavailable" },
            ["regulated_status"] = "unregulated",
            ["three_d_secure"] = ThreeDSecure(charge),
            ["transaction_link_id"] = null,
            ["wallet"] = null,
        };
        // Left out, not null, when the charge was captured at once.
        if (charge.CaptureBefore is { } until) json["capture_before"] = until.ToUnixTimeSeconds();
        return json;
    }

    private static JsonObject? ThreeDSecure(Charge charge) => charge.AuthenticationResult is null ? null : new()
    {
        ["authentication_flow"] = "challenge",
        ["electronic_commerce_indicator"] = "05",
        ["exemption_indicator"] = null,
        ["result"] = charge.AuthenticationResult,
        ["result_reason"] = null,
        ["transaction_id"] = charge.Id[3..],
        ["version"] = "2.2.0",
    };
}
