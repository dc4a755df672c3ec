using System.Text.Json.Nodes;

namespace Shop.StripeSandbox.Tests;

/// <summary>
/// Every object that is served against the TypeScript definitions of Stripe's client: each field that is not optional is
/// there, in nested objects, too; null stands only where null may; nothing is served that the definitions do not know.
/// </summary>
public sealed class TypeDefinitionTests : SandboxTest
{
    private static readonly StripeTypes Types = StripeTypes.Read(
        new[] { "Checkout/Sessions", "PaymentIntents", "Charges", "Refunds", "Balance", "BalanceTransactions", "Payouts", "Disputes", "Events", "WebhookEndpoints", "PaymentMethods", "Prices", "Products", "LineItems" }
            .Select(f => Path.Combine(NodeClient.Types, f + ".d.ts")).Where(File.Exists)
            .Append(Path.Combine(NodeClient.Types, "..", "shared.d.ts")));

    /// <summary>The interface of each value of <c>object</c>.</summary>
    private static readonly Dictionary<string, string> Interfaces = new()
    {
        ["checkout.session"] = "Session",
        ["payment_intent"] = "PaymentIntent",
        ["charge"] = "Charge",
        ["refund"] = "Refund",
        ["balance"] = "Balance",
        ["balance_transaction"] = "BalanceTransaction",
        ["payout"] = "Payout",
        ["dispute"] = "Dispute",
        ["event"] = "EventBase",
        ["webhook_endpoint"] = "WebhookEndpoint",
        ["payment_method"] = "PaymentMethod",
        ["price"] = "Price",
        ["product"] = "Product",
        ["item"] = "LineItem",
    };

    [Fact]
    public async Task Objects_OfEveryKindAndState_MatchTheDefinitions()
    {
        var seen = new HashSet<string>();
        var faults = new SortedSet<string>();
        foreach (var answer in await AnswersAsync()) Check(answer, null, "", faults, seen);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        Assert.Equal(Interfaces.Keys.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("id", "Charge.id is absent")]
    [InlineData("outcome", "Charge.outcome is absent")]
    [InlineData("billing_details.address", "Charge.BillingDetails.address is absent")]
    public async Task Objects_WithAFieldTakenOut_AreNoticed(string path, string fault)
    {
        await Sandbox.PaidSessionAsync();
        var charge = (await GetAsync("/v1/charges")).Body["data"]![0]!.AsObject();
        var names = path.Split('.');
        (names.Length == 1 ? charge : charge[names[0]]!.AsObject()).Remove(names[^1]);
        var faults = new SortedSet<string>();
        Check(charge, null, "", faults, []);
        Assert.Contains(fault, faults);
    }

    [Fact]
    public void Definitions_OfTheClient_AreRead()
    {
        Assert.True(Types.Fields("Session").Count(f => !f.Optional) > 50);
        Assert.Contains(Types.Fields("Charge"), f => f is { Name: "balance_transaction", Optional: false, Nullable: true });
        Assert.Contains(Types.Fields("Charge.BillingDetails"), f => f is { Name: "address", Optional: false });
        Assert.Equal(6, Types.Fields("Address").Count);
        Assert.False(Types.NamesItsFields("Metadata"));
        Assert.Contains(Types.Fields("BalanceTransaction"), f => f is { Name: "exchange_rate", Nullable: true });
    }

    /// <summary>A tour through what is served: paid, declined, challenged, held, refunded, expired, paid out, each with everything expanded.</summary>
    private async Task<List<JsonNode>> AnswersAsync()
    {
        var paid = await Sandbox.PaidSessionAsync();
        var declined = await Sandbox.CreateSessionAsync(change: o => o.AfterExpiration = new() { Recovery = new() { Enabled = true } });
        using var payer = Sandbox.OpenBrowser();
        await payer.PayAsync(declined.Url, Cards.Declined);
        await Sandbox.CreateSessionAsync();
        var expired = await Sandbox.CreateSessionAsync(change: o => o.AfterExpiration = new() { Recovery = new() { Enabled = true } });
        await Client.V1.Checkout.Sessions.ExpireAsync(expired.Id);
        await PostAsync("/v1/payment_intents", "amount=500&currency=gbp&confirm=true&payment_method=pm_card_authenticationRequired&return_url=http://127.0.0.1:9/");
        await PostAsync("/v1/payment_intents", "amount=500&currency=gbp&confirm=true&payment_method=pm_card_gb&capture_method=manual");
        await PostAsync("/v1/payment_intents", "amount=50000&currency=gbp&confirm=true&payment_method=pm_card_bypassPending");
        await PostAsync("/v1/payment_intents", "amount=500&currency=gbp&confirm=true&payment_method=pm_card_radarBlock");
        var pending = (await PostAsync("/v1/payment_intents", "amount=500&currency=gbp&confirm=true&payment_method=pm_card_refundFail")).Body;
        await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = paid.PaymentIntentId, Amount = 100 });
        await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = pending["id"]!.GetValue<string>(), Amount = 100 });
        foreach (var card in new[] { "pm_card_createDispute", "pm_card_createDisputeInquiry" }) await PostAsync("/v1/payment_intents", $"amount=900&currency=gbp&confirm=true&payment_method={card}");
        await Sandbox.ControlAsync(HttpMethod.Post, "payouts/run", []);
        Sandbox.Clock.Advance(TimeSpan.FromDays(6));

        var line = (await SessionAsync(paid.Id, "line_items")).LineItems.Data[0];
        var answers = new List<JsonNode> { (await GetAsync("/v1/balance")).Body, (await GetAsync("/v1/products/" + line.Price.ProductId)).Body };
        foreach (var list in new[]
        {
            "checkout/sessions?expand[]=data.line_items&expand[]=data.payment_intent", "payment_intents?expand[]=data.latest_charge&expand[]=data.payment_method",
            "charges?expand[]=data.refunds&expand[]=data.balance_transaction", "refunds?expand[]=data.charge", "balance_transactions?expand[]=data.source", "payouts?expand[]=data.balance_transaction",
            "disputes?expand[]=data.charge", "webhook_endpoints?x", "events?x",
        })
        {
            var query = list.Replace("?x", "?limit=100", StringComparison.Ordinal) + (list.Contains("?x", StringComparison.Ordinal) ? "" : "&limit=100");
            var (status, body) = await GetAsync("/v1/" + query);
            Assert.True(status == System.Net.HttpStatusCode.OK, body.ToJsonString());
            answers.AddRange(body["data"]!.AsArray().Select(o => o!.DeepClone()));
        }
        return answers;
    }

    private static void Check(JsonNode node, string? type, string at, SortedSet<string> faults, HashSet<string> seen)
    {
        if (node is not JsonObject json) return;
        if (json["object"] is JsonValue kind && Interfaces.TryGetValue(kind.GetValue<string>(), out var known))
        {
            seen.Add(kind.GetValue<string>());
            type = known;
        }
        if (type is null) return;
        var fields = Types.Fields(type);
        foreach (var field in fields)
        {
            if (!json.ContainsKey(field.Name))
            {
                if (!field.Optional) faults.Add($"{type}.{field.Name} is absent");
                continue;
            }
            if (json[field.Name] is not { } value)
            {
                if (!field.Nullable) faults.Add($"{type}.{field.Name} is null");
                continue;
            }
            foreach (var part in value is JsonArray elements ? elements.OfType<JsonNode>() : [value])
                CheckPart(part, field, type, at, faults, seen);
        }
        foreach (var (name, _) in json)
            if (Types.NamesItsFields(type) && fields.All(f => f.Name != name))
                faults.Add($"{type}.{name} is unknown");
    }

    private static void CheckPart(JsonNode part, TypeField field, string type, string at, SortedSet<string> faults, HashSet<string> seen)
    {
        if (part is JsonObject { } list && list["object"]?.ToString() == "list")
        {
            foreach (var element in list["data"]!.AsArray()) Check(element!, null, at, faults, seen);
            return;
        }
        var named = field.Type.Replace("Array<", "", StringComparison.Ordinal).Replace(">", "", StringComparison.Ordinal).Split('|')
            .Select(t => t.Trim()).Select(t => Types.Resolve(t, type)).OfType<string>().FirstOrDefault();
        Check(part, named, at, faults, seen);
    }
}
