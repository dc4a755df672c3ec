using System.Net;
using Stripe;

namespace Shop.StripeSandbox.Tests;

public sealed class CheckoutSessionTests : SandboxTest
{
    private const string Valid =
        "mode=payment&success_url=http://shop.test/&line_items[0][quantity]=1&line_items[0][price_data][currency]=gbp" +
        "&line_items[0][price_data][unit_amount]=500&line_items[0][price_data][product_data][name]=Permit";

    [Theory]
    [InlineData("&line_items[0][size]=L", "parameter_unknown", "line_items[0][size]")]
    [InlineData("&payment_method_types[]=card", "parameter_unknown", "payment_method_types")]
    [InlineData("&ui_mode=hosted", null, "ui_mode")]
    [InlineData("&mode=subscription", null, "mode")]
    [InlineData("&success_url=nonsense", "url_invalid", "success_url")]
    [InlineData("&cancel_url=javascript:alert(1)", "url_invalid", "cancel_url")]
    [InlineData("&customer_email=pat", "email_invalid", "customer_email")]
    [InlineData("&line_items[0][quantity]=0", "parameter_invalid_integer", "line_items[0][quantity]")]
    [InlineData("&line_items[0][quantity]=two", "parameter_invalid_integer", "line_items[0][quantity]")]
    [InlineData("&line_items[0][price_data][unit_amount]=-5", "parameter_invalid_integer", "line_items[0][price_data][unit_amount]")]
    [InlineData("&line_items[0][price_data][unit_amount]=29", "amount_too_small", "line_items")]
    [InlineData("&line_items[0][price_data][unit_amount]=100000000", "amount_too_large", "line_items")]
    [InlineData("&line_items[0][price_data][currency]=usd", null, "line_items[0][price_data][currency]")]
    [InlineData("&line_items[0][price_data][product_data][name]=", "parameter_invalid_empty", "line_items[0][price_data][product_data][name]")]
    [InlineData("&line_items[1][quantity]=1", "parameter_missing", "line_items[1][price_data]")]
    [InlineData("&payment_intent_data[statement_descriptor]=COUNCIL", null, "payment_intent_data[statement_descriptor]")]
    [InlineData("&payment_intent_data[statement_descriptor_suffix]=LONGER THAN ALLOWED", null, "payment_intent_data[statement_descriptor_suffix]")]
    [InlineData("&allowed_payment_method_types[]=bacs_debit", null, "allowed_payment_method_types")]
    [InlineData("&expand[]=customer.name.first.second.third", null, "expand")]
    [InlineData("&expand[]=client_reference_id", null, "expand")]
    public async Task Create_WithABadParameter_NamesItAndMakesNothing(string extra, string? code, string param)
    {
        var (status, body) = await PostAsync("/v1/checkout/sessions", Valid + extra);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = body["error"]!;
        Assert.Equal("invalid_request_error", error["type"]!.GetValue<string>());
        Assert.Equal((code, param), (error["code"]?.GetValue<string>(), error["param"]!.GetValue<string>()));
        Assert.Empty(await Client.V1.Checkout.Sessions.ListAsync());
    }

    [Theory]
    [InlineData("success_url")]
    [InlineData("line_items")]
    public async Task Create_WithoutARequiredParameter_NamesIt(string missing)
    {
        var form = string.Join('&', Valid.Split('&').Where(p => !p.StartsWith(missing, StringComparison.Ordinal)));
        var (status, body) = await PostAsync("/v1/checkout/sessions", form);
        Assert.Equal((HttpStatusCode.BadRequest, "parameter_missing", missing),
            (status, body["error"]!["code"]!.GetValue<string>(), body["error"]!["param"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(31, true)]
    [InlineData(1439, true)]
    [InlineData(1441, false)]
    public async Task Create_WithExpiry_TakesHalfAnHourToADay(int minutes, bool taken)
    {
        var create = () => Sandbox.CreateSessionAsync(change: o => o.ExpiresAt = Sandbox.Clock.Now.UtcDateTime.AddMinutes(minutes));
        if (taken) Assert.Equal("open", (await create()).Status);
        else Assert.Equal("expires_at", (await RefusedAsync(HttpStatusCode.BadRequest, create)).Param);
    }

    [Theory]
    [InlineData("line_items[][quantity]=2&line_items[][price_data][currency]=gbp&line_items[][price_data][unit_amount]=150&line_items[][price_data][product_data][name]=A&line_items[][quantity]=1&line_items[][price_data][currency]=gbp&line_items[][price_data][unit_amount]=50&line_items[][price_data][product_data][name]=B")]
    [InlineData("line_items[0][quantity]=2&line_items[0][price_data][currency]=gbp&line_items[0][price_data][unit_amount]=150&line_items[0][price_data][product_data][name]=A&line_items[1][quantity]=1&line_items[1][price_data][currency]=GBP&line_items[1][price_data][unit_amount]=50&line_items[1][price_data][product_data][name]=B")]
    public async Task Create_WithEitherArraySyntax_AddsTheLines(string lines)
    {
        var (status, body) = await PostAsync("/v1/checkout/sessions", "success_url=http%3A%2F%2Fshop.test%2F&expand[]=line_items&" + lines);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(350, body["amount_total"]!.GetValue<long>());
        Assert.Equal(["A", "B"], body["line_items"]!["data"]!.AsArray().Select(l => l!["description"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("1250.5", 1, 1251)]
    [InlineData("1250.5", 2, 2501)]
    [InlineData("33.333333333333", 3, 100)]
    [InlineData("1000", 3, 3000)]
    public async Task Create_WithFractionsOfAPenny_RoundsOncePerLine(string unit, int quantity, long total)
    {
        var (_, body) = await PostAsync("/v1/checkout/sessions", Valid.Replace("unit_amount]=500", $"unit_amount_decimal]={unit}", StringComparison.Ordinal).Replace("quantity]=1", $"quantity]={quantity}", StringComparison.Ordinal));
        Assert.Equal(total, body["amount_total"]!.GetValue<long>());
    }

    [Fact]
    public async Task Expire_OpenSession_EndsItOnceAndTellsTheShop()
    {
        var session = await Sandbox.CreateSessionAsync(change: o => o.AfterExpiration = new() { Recovery = new() { Enabled = true } });
        using var payer = Sandbox.OpenBrowser();
        await payer.PayAsync(session.Url, Cards.Declined);

        var expired = await Client.V1.Checkout.Sessions.ExpireAsync(session.Id);

        Assert.Equal("expired", expired.Status);
        Assert.Null(expired.Url);
        Assert.Equal("canceled", (await SessionAsync(session.Id, "payment_intent")).PaymentIntent.Status);
        var error = await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Checkout.Sessions.ExpireAsync(session.Id));
        Assert.Contains("Only Checkout Sessions with a status in [\"open\"] can be expired", error.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await payer.GetAsync(session.Url)).Status);
        Assert.Equal("checkout.session.expired", (await Sandbox.Receiver.WaitForAsync(5))[^1].Type);
        var again = await payer.GetAsync(expired.AfterExpiration.Recovery.Url);
        Assert.Equal(HttpStatusCode.OK, (await payer.GetAsync(again.Location!)).Status);
        Assert.Equal(session.Id, (await Client.V1.Checkout.Sessions.ListAsync()).First().RecoveredFrom);
    }

    [Fact]
    public async Task Session_WhenItsTimeHasCome_ExpiresAtThatTime()
    {
        var session = await Sandbox.CreateSessionAsync();
        await Sandbox.ControlAsync(HttpMethod.Post, "clock/advance", new() { ["seconds"] = 10 * 86_400 });

        Assert.Equal("expired", (await SessionAsync(session.Id)).Status);
        var told = Assert.Single(await Client.V1.Events.ListAsync(new EventListOptions { Type = "checkout.session.expired" }));
        Assert.InRange(told.Created, session.ExpiresAt.AddSeconds(-1), session.ExpiresAt.AddSeconds(1));
    }

    [Fact]
    public async Task Update_Metadata_MergesAndDeletesWhileOpen()
    {
        var session = await Sandbox.CreateSessionAsync();
        session = await Client.V1.Checkout.Sessions.UpdateAsync(session.Id, new() { Metadata = new() { ["order"] = "", ["team"] = "streets" } });
        Assert.Equal(new Dictionary<string, string> { ["team"] = "streets" }, session.Metadata);

        await Client.V1.Checkout.Sessions.ExpireAsync(session.Id);
        await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Checkout.Sessions.UpdateAsync(session.Id, new() { Metadata = new() { ["a"] = "b" } }));
    }

    [Fact]
    public async Task LineItems_ManyLines_ArePagedInTheirOrder()
    {
        var session = await Sandbox.CreateSessionAsync(change: o => o.LineItems = [.. Enumerable.Range(1, 25).Select(n => Line($"Line {n}"))]);
        var names = new List<string>();
        await foreach (var line in Client.V1.Checkout.Sessions.LineItems.ListAutoPagingAsync(session.Id, new() { Limit = 10 })) names.Add(line.Description);
        Assert.Equal(Enumerable.Range(1, 25).Select(n => $"Line {n}"), names);
    }

    private static Stripe.Checkout.SessionLineItemOptions Line(string name) =>
        new() { Quantity = 1, PriceData = new() { Currency = "gbp", UnitAmount = 100, ProductData = new() { Name = name } } };
}
