using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Stripe;

namespace Shop.StripeSandbox.Tests;

/// <summary>An account in a file survives a restart and a kill -9 with all that belongs to it, and half of nothing.</summary>
public sealed class StoreTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("stripe-sandbox-").FullName;
    private Receiver receiver = null!;
    private SandboxProcess sandbox = null!;

    private string DataFile => Path.Combine(folder, "account.db");

    private StripeClient Client => sandbox.Client;

    public async ValueTask InitializeAsync()
    {
        receiver = await Receiver.StartAsync();
        sandbox = new(DataFile, receiver.Url);
        await sandbox.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        await receiver.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Account_AfterAKill_IsTheSame()
    {
        receiver.Answer = _ => 500;
        var session = await Client.V1.Checkout.Sessions.CreateAsync(Sandbox.SessionOptions(change: o => o.Metadata = new() { ["größe"] = "XL" }));
        var open = await Client.V1.Checkout.Sessions.CreateAsync(Sandbox.SessionOptions());
        using (var payer = new Payer(sandbox.Http.BaseAddress!.ToString())) await payer.PayAsync(session.Url, Cards.Gb);
        var declined = await Assert.ThrowsAsync<StripeException>(() => PayAsync("pm_card_chargeDeclined", 700, "key-declined"));
        var held = await Client.V1.PaymentIntents.CreateAsync(new() { Amount = 5_000, Currency = "gbp", CaptureMethod = "manual", Confirm = true, PaymentMethod = "pm_card_gb" });
        var kept = await PayAsync("pm_card_bypassPending", 2_000, "key-1");
        var refund = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = (await PayAsync("pm_card_refundFail", 900, "key-2")).Id, Amount = 400 });
        await PayAsync("pm_card_createDispute", 1_100, "key-3");
        await sandbox.ControlAsync("payouts/run", []);
        await sandbox.ControlAsync("refunds/mode", new() { ["wait_for_funds"] = true });
        await sandbox.ControlAsync("clock/advance", new() { ["seconds"] = 3_600 });
        await sandbox.ControlAsync("faults", new() { ["kind"] = "429", ["times"] = 3, ["match"] = new JsonObject { ["path"] = "/v1/products/*" } });
        await sandbox.ControlAsync("cards", new() { ["kind"] = "challenge" });
        await sandbox.ControlAsync("webhooks/mode", new() { ["duplicate"] = 2 });
        await sandbox.ControlAsync("payouts/schedule", new() { ["automatic"] = false });
        var before = await PictureAsync();

        await sandbox.KillAsync();
        await sandbox.StartAsync();

        Assert.Equal(before, await PictureAsync());
        Assert.InRange((await sandbox.ControlAsync("clock"))["offset_seconds"]!.GetValue<long>(), 3_600, 3_600);
        var replayed = await PayAsync("pm_card_bypassPending", 2_000, "key-1");
        Assert.Equal((kept.Id, "true"), (replayed.Id, replayed.StripeResponse.Headers.GetValues("Idempotent-Replayed").Single()));
        var again = await Assert.ThrowsAsync<StripeException>(() => PayAsync("pm_card_chargeDeclined", 700, "key-declined"));
        Assert.Equal(declined.StripeError.Charge, again.StripeError.Charge);

        // What was due is still due, each at its time.
        await sandbox.ControlAsync("clock/advance", new() { ["seconds"] = 8 * 86_400 });
        Assert.Equal("failed", (await Client.V1.Refunds.GetAsync(refund.Id)).Status);
        Assert.Equal("expired", (await Client.V1.Checkout.Sessions.GetAsync(open.Id)).Status);
        Assert.Equal("canceled", (await Client.V1.PaymentIntents.GetAsync(held.Id)).Status);
        var balance = await Client.V1.Balance.GetAsync();
        Assert.Equal(0, balance.Pending[0].Amount);
        Assert.Equal(await SumAsync(), balance.Available[0].Amount);
        var challenged = await Client.V1.PaymentIntents.CreateAsync(new() { Amount = 500, Currency = "gbp", Confirm = true, PaymentMethod = "pm_card_gb" });
        Assert.Equal("requires_action", challenged.Status);
    }

    [Fact]
    public async Task Deliveries_WaitingAtAKill_AreMadeAfterIt()
    {
        receiver.Answer = _ => 503;
        await PayAsync("pm_card_gb", 500, "key-1");
        await receiver.WaitForAsync(3);
        await sandbox.ControlAsync("webhooks/mode", new() { ["hold"] = true });
        await PayAsync("pm_card_gb", 600, "key-2");
        var wanted = (await sandbox.ControlAsync("deliveries"))["data"]!.AsArray().Select(d => d!["event"]!.GetValue<string>()).ToHashSet();
        Assert.Equal(6, wanted.Count);

        await sandbox.KillAsync();
        var tries = receiver.All.Count;
        receiver.Answer = _ => 200;
        await sandbox.StartAsync();
        await sandbox.ControlAsync("webhooks/release", []);
        await sandbox.ControlAsync("clock/advance", new() { ["seconds"] = 60 });

        await receiver.WaitForAsync(tries + 6);
        Assert.Equal(wanted, receiver.All.Skip(tries).Select(r => r.Id).ToHashSet());
        var deliveries = (await sandbox.ControlAsync("deliveries"))["data"]!.AsArray();
        Assert.Contains(deliveries, d => d!["attempts"]!.AsArray().Select(a => a!["status"]!.GetValue<int>()).Contains(503));
    }

    [Fact]
    public async Task Calls_CutOffByKills_AreDoneWhollyOrNotAtAll()
    {
        var answered = new Dictionary<string, string>();
        for (var round = 0; round < 4; round++)
        {
            var calls = Enumerable.Range(0, 8).Select(lane => PayUntilCutOffAsync($"r{round}-{lane}")).ToList();
            while (answered.Count == 0 && calls.All(c => !c.IsCompleted) && (await Client.V1.Charges.ListAsync(new() { Limit = 100 })).Count() < 10 + round * 15) await Task.Yield();
            await sandbox.KillAsync();
            foreach (var (key, id) in (await Task.WhenAll(calls)).SelectMany(c => c)) answered[key] = id;
            await sandbox.StartAsync();
        }

        Assert.True(answered.Count > 10, $"{answered.Count} calls were answered");
        foreach (var (key, id) in answered) Assert.Equal(id, (await PayAsync("pm_card_gb", 1_000, key)).Id);
        var intents = await Client.V1.PaymentIntents.ListAutoPagingAsync(new() { Limit = 100 }).ToListAsync();
        Assert.All(intents, i => Assert.Equal("succeeded", i.Status));
        var charges = await Client.V1.Charges.ListAutoPagingAsync(new() { Limit = 100 }).ToListAsync();
        Assert.Equal(intents.Select(i => i.LatestChargeId).Order(), charges.Select(c => c.Id).Order());
        var movements = await Client.V1.BalanceTransactions.ListAutoPagingAsync(new() { Limit = 100 }).ToListAsync();
        Assert.Equal(charges.Select(c => c.BalanceTransactionId).Order(), movements.Select(m => m.Id).Order());
        var happened = await Client.V1.Events.ListAutoPagingAsync(new() { Limit = 100, Type = "payment_intent.succeeded" }).ToListAsync();
        Assert.Equal(intents.Count, happened.Count);
        var balance = await Client.V1.Balance.GetAsync();
        Assert.Equal(await SumAsync(), balance.Available[0].Amount + balance.Pending[0].Amount);
    }

    [Fact]
    public async Task File_InUseOrOfAnotherVersion_IsRefusedInWords()
    {
        Assert.Contains("in use by another sandbox", Assert.Throws<InvalidOperationException>(() => Build()).Message, StringComparison.Ordinal);
        await sandbox.KillAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={DataFile};Pooling=False"))
        {
            connection.Open();
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE setting SET value = 'older' WHERE name = 'schema'";
            await command.ExecuteNonQueryAsync();
        }
        Assert.Contains("written by another version", Assert.Throws<InvalidOperationException>(() => Build()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_OfTheStart_KeepsItsIdAndTakesTheNewAddressAndSecret()
    {
        var before = (await Client.V1.WebhookEndpoints.ListAsync()).Single();
        var own = await Client.V1.WebhookEndpoints.CreateAsync(new() { Url = "http://127.0.0.1:9/hooks", EnabledEvents = ["charge.*"] });
        await sandbox.KillAsync();
        await using var other = await Receiver.StartAsync();
        await using var next = new SandboxProcess(DataFile, other.Url);
        await next.StartAsync();
        var after = (await next.Client.V1.WebhookEndpoints.ListAsync()).ToList();
        Assert.Equal([own.Id, before.Id], after.Select(e => e.Id));
        Assert.Equal(other.Url, after[1].Url);
    }

    private WebApplication Build() => StripeSandbox.Build(new() { Urls = "http://127.0.0.1:0", Store = DataFile });

    private Task<PaymentIntent> PayAsync(string card, long amount, string key) => Client.V1.PaymentIntents.CreateAsync(
        new() { Amount = amount, Currency = "gbp", Confirm = true, PaymentMethod = card }, new RequestOptions { IdempotencyKey = key });

    private async Task<Dictionary<string, string>> PayUntilCutOffAsync(string lane)
    {
        var answered = new Dictionary<string, string>();
        try
        {
            for (var i = 0; ; i++) answered[$"{lane}-{i}"] = (await PayAsync("pm_card_gb", 1_000, $"{lane}-{i}")).Id;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            return answered;
        }
    }

    /// <summary>Everything the API tells, as text.</summary>
    private async Task<string> PictureAsync()
    {
        var parts = new List<string>();
        foreach (var list in new[] { "checkout/sessions?expand[]=data.line_items&", "payment_intents?expand[]=data.payment_method&", "charges?", "refunds?", "balance_transactions?", "payouts?", "disputes?", "events?", "webhook_endpoints?" })
            parts.Add(await sandbox.Http.GetStringAsync($"/v1/{list}limit=100"));
        parts.Add(await sandbox.Http.GetStringAsync("/v1/balance"));
        foreach (var control in new[] { "faults", "cards", "webhooks/mode", "payouts/schedule", "refunds/mode" }) parts.Add(await sandbox.Http.GetStringAsync("/_sandbox/" + control));
        return string.Join('\n', parts);
    }

    private async Task<long> SumAsync()
    {
        long sum = 0;
        await foreach (var movement in Client.V1.BalanceTransactions.ListAutoPagingAsync(new() { Limit = 100 })) sum += movement.Net;
        return sum;
    }
}
