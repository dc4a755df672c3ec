using System.Text.Json.Nodes;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>The account's money in pence at one moment.</summary>
internal sealed record Balance(long Available, long Pending) : IResource
{
    public string Id => "balance";

    public DateTimeOffset Created => default;

    public static Balance Of(Settlement settlement) => new(settlement.Available, settlement.Pending);

    public JsonObject ToJson() => new()
    {
        ["object"] = "balance",
        ["available"] = new JsonArray(Sum(Available)),
        ["livemode"] = false,
        ["pending"] = new JsonArray(Sum(Pending)),
    };

    private static JsonObject Sum(long amount) => new()
    {
        ["amount"] = amount,
        ["currency"] = "gbp",
        ["source_types"] = new JsonObject { ["card"] = amount },
    };
}
