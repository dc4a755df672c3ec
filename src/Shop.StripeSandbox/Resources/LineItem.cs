using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>One line of a checkout session, with the one-off price and product it was described by.</summary>
/// <param name="Key">The random part that the ids of line, price and product share.</param>
/// <param name="UnitAmountDecimal">Pence, as sent: may carry a fraction when <c>unit_amount_decimal</c> was used.</param>
/// <param name="Total">Pence: unit x quantity, rounded once for the line.</param>
internal sealed record LineItem(string Key, DateTimeOffset Created, string Currency, string Name, string UnitAmountDecimal, long Quantity, long Total) : IResource
{
    public string? ProductDescription { get; init; }

    public Metadata ProductMetadata { get; init; } = Metadata.None;

    public string TaxBehavior { get; init; } = "unspecified";

    public string Id => "li_" + Key;

    private string ProductId => "prod_" + Key;

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "item",
        ["adjustable_quantity"] = null,
        ["amount_discount"] = 0,
        ["amount_subtotal"] = Total,
        ["amount_tax"] = 0,
        ["amount_total"] = Total,
        ["currency"] = Currency,
        ["description"] = Name,
        ["metadata"] = new JsonObject(),
        ["price"] = Price(),
        ["quantity"] = Quantity,
    };

    private JsonObject Price() => new()
    {
        ["id"] = "price_" + Key,
        ["object"] = "price",
        ["active"] = false,
        ["billing_scheme"] = "per_unit",
        ["created"] = Created.ToUnixTimeSeconds(),
        ["currency"] = Currency,
        ["custom_unit_amount"] = null,
        ["livemode"] = false,
        ["lookup_key"] = null,
        ["metadata"] = new JsonObject(),
        ["nickname"] = null,
        ["product"] = ProductId,
        ["recurring"] = null,
        ["tax_behavior"] = TaxBehavior,
        ["tiers_mode"] = null,
        ["transform_quantity"] = null,
        ["type"] = "one_time",
        ["unit_amount"] = long.TryParse(UnitAmountDecimal, out var whole) ? whole : null,
        ["unit_amount_decimal"] = UnitAmountDecimal,
    };

    public Product Product() => new(ProductId, Created, Name, ProductDescription, ProductMetadata);
}

/// <summary>What a line sells. Made by the line; there is no catalogue.</summary>
internal sealed record Product(string Id, DateTimeOffset Created, string Name, string? Description, Metadata Metadata) : IResource
{
    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "product",
        ["active"] = false,
        ["created"] = Created.ToUnixTimeSeconds(),
        ["default_price"] = null,
        ["description"] = Description,
        ["images"] = new JsonArray(),
        ["livemode"] = false,
        ["marketing_features"] = new JsonArray(),
        ["metadata"] = Metadata.ToJson(),
        ["name"] = Name,
        ["package_dimensions"] = null,
        ["shippable"] = null,
        ["statement_descriptor"] = null,
        ["tax_code"] = null,
        ["tax_details"] = null,
        ["type"] = "service",
        ["unit_label"] = null,
        ["updated"] = Created.ToUnixTimeSeconds(),
        ["url"] = null,
    };
}
