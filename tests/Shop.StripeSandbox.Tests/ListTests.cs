using System.Net;
using System.Text.Json.Nodes;
using Stripe.Checkout;

namespace Shop.StripeSandbox.Tests;

public sealed class ListTests : SandboxTest
{
    [Fact]
    public async Task List_WithCursors_WalksBothWaysWithoutGapsOrRepeats()
    {
        var ids = new List<string>();
        for (var i = 0; i < 7; i++) ids.Insert(0, (await Sandbox.CreateSessionAsync()).Id);

        var first = await PageAsync("limit=3");
        var second = await PageAsync($"limit=3&starting_after={first.Ids[^1]}");
        var third = await PageAsync($"limit=3&starting_after={second.Ids[^1]}");
        var back = await PageAsync($"limit=3&ending_before={third.Ids[0]}");

        Assert.Equal(ids, first.Ids.Concat(second.Ids).Concat(third.Ids));
        Assert.Equal((true, true, false), (first.HasMore, second.HasMore, third.HasMore));
        Assert.Equal(second.Ids, back.Ids);
        Assert.True(back.HasMore);
        Assert.False((await PageAsync($"ending_before={ids[3]}")).HasMore);
    }

    [Fact]
    public async Task List_AutoPaging_SeesAllWhileNewOnesCome()
    {
        for (var i = 0; i < 5; i++) await Sandbox.CreateSessionAsync();
        var seen = new List<string>();
        await foreach (var session in Client.V1.Checkout.Sessions.ListAutoPagingAsync(new() { Limit = 2 }))
        {
            seen.Add(session.Id);
            if (seen.Count == 2) await Sandbox.CreateSessionAsync();
        }
        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
    }

    [Theory]
    [InlineData("limit=0", "limit", "parameter_invalid_integer")]
    [InlineData("limit=101", "limit", "parameter_invalid_integer")]
    [InlineData("limit=ten", "limit", "parameter_invalid_integer")]
    [InlineData("starting_after=cs_test_unknown", "starting_after", "resource_missing")]
    [InlineData("ending_before=cs_test_unknown", "ending_before", "resource_missing")]
    [InlineData("colour=red", "colour", "parameter_unknown")]
    [InlineData("created[before]=3", "created[before]", "parameter_unknown")]
    [InlineData("status=paid", "status", null)]
    [InlineData("expand[]=payment_intent", "expand", null)]
    public async Task List_WithABadParameter_NamesIt(string query, string param, string? code)
    {
        var (status, body) = await GetAsync("/v1/checkout/sessions?" + query);
        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound);
        Assert.Equal((param, code), (body["error"]!["param"]!.GetValue<string>(), body["error"]!["code"]?.GetValue<string>()));
    }

    [Fact]
    public async Task List_ByStatusIntentAndTime_Filters()
    {
        var paid = await Sandbox.PaidSessionAsync();
        Sandbox.Clock.Advance(TimeSpan.FromMinutes(5));
        var open = await Sandbox.CreateSessionAsync();

        Assert.Equal([open.Id], await IdsAsync(new() { Status = "open" }));
        Assert.Equal([paid.Id], await IdsAsync(new() { PaymentIntent = paid.PaymentIntentId }));
        Assert.Equal([open.Id], await IdsAsync(new() { Created = new Stripe.DateRangeOptions { GreaterThan = paid.Created } }));
        Assert.Equal([paid.Id], await IdsAsync(new() { Created = new Stripe.DateRangeOptions { LessThan = open.Created } }));
        Assert.Equal([open.Id, paid.Id], await IdsAsync(new() { Created = new Stripe.DateRangeOptions { GreaterThanOrEqual = paid.Created, LessThanOrEqual = open.Created } }));
        Assert.Equal([open.Id], await IdsAsync(new() { Created = open.Created }));
    }

    [Fact]
    public async Task Expand_OnAListAndDeep_ReplacesIdsByObjects()
    {
        await Sandbox.PaidSessionAsync(amount: 500);
        var (_, body) = await GetAsync("/v1/checkout/sessions?expand[]=data.payment_intent.latest_charge.balance_transaction&expand[]=data.line_items");
        var (status, tooDeep) = await GetAsync("/v1/checkout/sessions?expand[]=data.payment_intent.latest_charge.balance_transaction.source");

        Assert.Equal("expand", tooDeep["error"]!["param"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        var session = Assert.Single(body["data"]!.AsArray())!;
        Assert.Equal("balance_transaction", session["payment_intent"]!["latest_charge"]!["balance_transaction"]!["object"]!.GetValue<string>());
    }

    [Fact]
    public async Task Expand_OfRefundsAndSources_ReachesTheOtherSide()
    {
        var session = await Sandbox.PaidSessionAsync();
        var refund = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = session.PaymentIntentId, Amount = 100 });
        var charge = await Client.V1.Charges.GetAsync(refund.ChargeId, new() { Expand = ["refunds"] });
        var movement = await Client.V1.BalanceTransactions.GetAsync(refund.BalanceTransactionId, new() { Expand = ["source.charge.payment_intent"] });
        var line = await Client.V1.Checkout.Sessions.GetAsync(session.Id, new() { Expand = ["line_items.data.price.product"] });

        Assert.Equal(refund.Id, Assert.Single(charge.Refunds.Data).Id);
        Assert.Equal(session.PaymentIntentId, ((Stripe.Refund)movement.Source).Charge.PaymentIntent.Id);
        Assert.Equal("Skip permit", line.LineItems.Data[0].Price.Product.Name);
    }

    private async Task<List<string>> IdsAsync(SessionListOptions options) => [.. (await Client.V1.Checkout.Sessions.ListAsync(options)).Select(s => s.Id)];

    private async Task<(List<string> Ids, bool HasMore)> PageAsync(string query)
    {
        var (status, body) = await GetAsync("/v1/checkout/sessions?" + query);
        Assert.Equal(HttpStatusCode.OK, status);
        return ([.. body["data"]!.AsArray().Select(Id)], body["has_more"]!.GetValue<bool>());

        static string Id(JsonNode? session) => session!["id"]!.GetValue<string>();
    }
}
