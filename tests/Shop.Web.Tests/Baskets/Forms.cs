using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Shop.Web.Tests.Baskets;

/// <summary>Right answers for the details pages of some services, and what the tables say.</summary>
internal static class Forms
{
    public const string SacksDetails = "/services/trade-sacks/details?quantity=1";
    public const string SkipDetails = "/services/skip-permit/details?option-length=2-weeks";
    public const string SeasonDetails = "/services/car-park-season/details?option-length=year";

    public static (string Name, string Value)[] Sacks { get; } =
    [
        ("business", "Taylor & Daughters Ltd"), ("address-line-1", "1 High Street"), ("address-town", "Larkmere"), ("address-postcode", "LM1 4AB"),
        ("waste-type", "mixed"), ("description", "Cardboard and food packaging"), ("no-hazard", "yes"),
    ];

    public static (string Name, string Value)[] Skip(DateOnly start) =>
    [
        ("location-line-1", "12 Mill Lane"), ("location-town", "Larkmere"), ("location-postcode", "LM2 7QT"),
        ("start-date-day", $"{start.Day}"), ("start-date-month", $"{start.Month}"), ("start-date-year", $"{start.Year}"),
        ("position", "road"), ("size", "yes"), ("insurance-cover", "yes"), ("blocks-anything", "no"), ("parking-bay", "no"), ("lights", "yes"),
        ("company", "Mere Skips"), ("company-phone", "01632 960123"),
    ];

    public static (string Name, string Value)[] Season(DateOnly start) =>
    [
        ("car-park", "guildhall"), ("registration", "AB12 CDE"),
        ("start-date-day", $"{start.Day}"), ("start-date-month", $"{start.Month}"), ("start-date-year", $"{start.Year}"),
    ];

    public static (string Name, string Value)[] Contact { get; } = [("name", "Sam Taylor"), ("email", "sam.taylor@example.com")];

    public static (string Name, string Value)[] With(this (string Name, string Value)[] fields, string name, string value) =>
        [.. fields.Where(f => f.Name != name), (name, value)];

    /// <summary>One roll of trade sacks, £105.00 with VAT at 20 %, no documents; ends on the basket.</summary>
    public static async Task AddSacksAsync(this Visitor visitor)
    {
        await visitor.GoAsync(SacksDetails);
        await visitor.SubmitAsync("Continue", Sacks);
        Assert.Equal("/basket", visitor.Address.AbsolutePath);
    }

    /// <summary>Ends on the check page.</summary>
    public static async Task GoToCheckAsync(this Visitor visitor)
    {
        await visitor.GoAsync("/checkout/contact");
        await visitor.SubmitAsync("Continue", Contact);
        Assert.Equal("/checkout/check", visitor.Address.AbsolutePath);
    }

    public static async Task<int> CountAsync(this WebShop shop, string table) => table switch
    {
        "lines" => await shop.ReadAsync(db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM baskets_line").SingleAsync()),
        "baskets" => await shop.ReadAsync(db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM baskets_basket").SingleAsync()),
        "orders" => await shop.ReadAsync(db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM orders_order").SingleAsync()),
        "details" => await shop.ReadAsync(db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM checkout_guest_details").SingleAsync()),
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, null),
    };

    /// <summary>The page as a POST sends it, with its token, and with <paramref name="fields"/> put in whether the form offers them or not.</summary>
    public static Task ForgeAsync(this Visitor visitor, string path, params (string Name, string Value)[] fields)
    {
        var form = visitor.Page.QuerySelectorAll<IHtmlFormElement>("main form").First(f => string.Equals(f.Method, "post", StringComparison.OrdinalIgnoreCase));
        var values = Visitor.FieldsOf(form);
        foreach (var (name, value) in fields)
        {
            values.RemoveAll(v => v.Key == name);
            values.Add(new(name, value));
        }

        var target = new Uri(visitor.Address, path);
        return visitor.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(values) });
    }
}
