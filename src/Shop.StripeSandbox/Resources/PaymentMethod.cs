using System.Text.Json.Nodes;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>Who pays, as they typed it on the payment page.</summary>
internal sealed record BillingDetails(string? Email, string? Name, string? PostalCode, string? Country)
{
    public static readonly BillingDetails None = new(null, null, null, null);

    public JsonObject Address() => new()
    {
        ["city"] = null,
        ["country"] = Country,
        ["line1"] = null,
        ["line2"] = null,
        ["postal_code"] = PostalCode,
        ["state"] = null,
    };

    public JsonObject ToJson() => new()
    {
        ["address"] = Address(),
        ["email"] = Email,
        ["name"] = Name,
        ["phone"] = null,
        ["tax_id"] = null,
    };
}

/// <summary>A card presented for one payment. Of its number only the published test card it is.</summary>
internal sealed record PaymentMethod(string Id, DateTimeOffset Created, TestCard Card, int ExpMonth, int ExpYear, BillingDetails Billing) : IResource
{
    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "payment_method",
        ["allow_redisplay"] = "unspecified",
        ["billing_details"] = Billing.ToJson(),
        ["card"] = new JsonObject
        {
            ["brand"] = Card.Brand,
            ["checks"] = Checks(),
            ["country"] = Card.Country,
            ["display_brand"] = Card.Brand,
            ["exp_month"] = ExpMonth,
            ["exp_year"] = ExpYear,
            ["fingerprint"] = Card.Fingerprint,
            ["funding"] = Card.Funding,
            ["generated_from"] = null,
            ["last4"] = Card.Last4,
            ["networks"] = new JsonObject { ["available"] = new JsonArray(Card.Brand), ["preferred"] = null },
            ["regulated_status"] = "unregulated",
            ["three_d_secure_usage"] = new JsonObject { ["supported"] = Card.Challenge != Challenge.NotSupported },
            ["wallet"] = null,
        },
        ["created"] = Created.ToUnixTimeSeconds(),
        ["customer"] = null,
        ["customer_account"] = null,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["type"] = "card",
    };

    public JsonObject Checks() => new()
    {
        ["address_line1_check"] = null,
        ["address_postal_code_check"] = Billing.PostalCode is null ? null : "pass",
        ["cvc_check"] = Card.Decline?.Code == "incorrect_cvc" ? "fail" : "pass",
    };
}
