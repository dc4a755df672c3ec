using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Shop.Web.Tests.Journeys;

/// <summary>
/// Every form of the resident's way, made from the form itself: each field in turn empty, too long, with control
/// characters, with a choice that does not exist, with negative and huge numbers, and sent twice under one name, all
/// other fields right. Nothing ends in a server error, nothing wrong is accepted, and what was typed elsewhere is kept.
/// </summary>
public sealed class HostileFormTests(WebShop shop) : IClassFixture<WebShop>
{
    private static readonly string[] Hostile =
    [
        "", new('x', 20_000), "a\u0001b\u001f", "no-such-choice", "-1", "99999999999999999999999999", "1e309", "<script>alert(1)</script>", "' OR 1=1 --", "\u202Eevil", "=1+1",
    ];

    public static TheoryData<string> Forms => ["details", "contact"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Form_OneHostileField_IsRefusedOrHarmless(string name)
    {
        shop.Settings["Limits:PostsPerMinute"] = "1000000";
        using var shopper = new Shopper(shop.Address);
        var (open, right) = await ArrangeAsync(name, shopper);
        var visitor = shopper.Visitor;
        await open();
        var fields = FieldsOf(visitor);
        Assert.NotEmpty(fields);
        foreach (var field in fields)
            foreach (var value in Hostile)
                await SendOneAsync(visitor, open, right, field, value);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Form_RepeatedFieldsOrNoToken_IsRefusedAndChangesNothing(string name)
    {
        using var shopper = new Shopper(shop.Address);
        var (open, right) = await ArrangeAsync(name, shopper);
        var visitor = shopper.Visitor;
        await open();
        var form = Form(visitor);
        var values = Visitor.FieldsOf(form).Concat(right.Select(r => new KeyValuePair<string, string>(r.Key, r.Value))).ToList();
        await PostAsync(visitor, [.. values, .. values]);
        Assert.True((int)visitor.Status < 500, $"{visitor.Status} for repeated fields on {visitor.Address}");
        await open();
        await PostAsync(visitor, [.. right]);
        Assert.Equal(400, (int)visitor.Status);
    }

    private static async Task SendOneAsync(Visitor visitor, Func<Task> open, Dictionary<string, string> right, string field, string value)
    {
        await open();
        var values = Visitor.FieldsOf(Form(visitor)).Where(v => !right.ContainsKey(v.Key) && v.Key != field)
            .Concat(right.Where(r => r.Key != field).Select(r => new KeyValuePair<string, string>(r.Key, r.Value)))
            .Append(new(field, value)).ToList();
        await PostAsync(visitor, values);
        var what = $"{field} = \"{(value.Length > 40 ? value[..40] + "…" : value)}\" on {visitor.Address}";
        Assert.True((int)visitor.Status < 500, $"{visitor.Status} for {what}");
        if (visitor.Errors.Count == 0) return;
        foreach (var (other, typed) in right.Where(r => r.Key != field))
            Assert.True(KeptValue(visitor, other) == typed, $"{other} was not kept with {what}: {KeptValue(visitor, other)}");
        Assert.DoesNotContain("<script>alert(1)", visitor.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    private static Task PostAsync(Visitor visitor, List<KeyValuePair<string, string>> values)
    {
        var target = visitor.Address;
        return visitor.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(values) });
    }

    private static string? KeptValue(Visitor visitor, string name) =>
        Visitor.FieldsOf(Form(visitor)).FirstOrDefault(v => v.Key == name).Value;

    private static IHtmlFormElement Form(Visitor visitor) => visitor.Page.QuerySelector<IHtmlFormElement>("main form[method=post]")!;

    private static List<string> FieldsOf(Visitor visitor) =>
        [.. Form(visitor).QuerySelectorAll("input:not([type=hidden]), select, textarea").Select(e => e.GetAttribute("name")!).Distinct()];

    private static async Task<(Func<Task> Open, Dictionary<string, string> Right)> ArrangeAsync(string name, Shopper shopper)
    {
        if (name == "details")
            return (() => shopper.Visitor.GoAsync("/services/trade-sacks/details?quantity=1"), new()
            {
                ["business"] = "Taylor & Daughters Ltd",
                ["address-line-1"] = "1 High Street",
                ["address-town"] = "Larkmere",
                ["address-postcode"] = "LM1 4AB",
                ["waste-type"] = "mixed",
                ["description"] = "Cardboard",
                ["no-hazard"] = "yes",
            });
        await shopper.AddTradeSacksAsync();
        return (() => shopper.Visitor.GoAsync("/checkout/contact"), new() { ["name"] = "Sam Taylor", ["email"] = Shopper.Email, ["phone"] = "07700 900123" });
    }
}
