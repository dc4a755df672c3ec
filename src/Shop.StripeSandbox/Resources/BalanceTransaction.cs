using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>One movement of the account's balance, in pence. Net = amount - fee, always.</summary>
internal sealed record BalanceTransaction(string Id, DateTimeOffset Created, string Type, string ReportingCategory, long Amount, long Fee, string Source) : IResource
{
    public required DateTimeOffset AvailableOn { get; init; }

    public bool Available { get; init; }

    public string? Description { get; init; }

    public string FeeDescription { get; init; } = "Stripe processing fees";

    public string Currency { get; init; } = "gbp";

    /// <summary>The automatic payout that carried it to the bank.</summary>
    public string? Payout { get; init; }

    public long Net => Amount - Fee;

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "balance_transaction",
        ["amount"] = Amount,
        ["available_on"] = AvailableOn.ToUnixTimeSeconds(),
        ["balance_type"] = "payments",
        ["created"] = Created.ToUnixTimeSeconds(),
        ["currency"] = Currency,
        ["description"] = Description,
        ["exchange_rate"] = null,
        ["fee"] = Fee,
        ["fee_details"] = new JsonArray(Fee == 0 ? [] : [FeeDetail()]),
        ["net"] = Net,
        ["reporting_category"] = ReportingCategory,
        ["source"] = Source,
        ["status"] = Available ? "available" : "pending",
        ["type"] = Type,
    };

    private JsonObject FeeDetail() => new()
    {
        ["amount"] = Fee,
        ["application"] = null,
        ["currency"] = Currency,
        ["description"] = FeeDescription,
        ["type"] = "stripe_fee",
    };
}
