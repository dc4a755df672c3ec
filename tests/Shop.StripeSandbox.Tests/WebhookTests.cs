using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Stripe;

namespace Shop.StripeSandbox.Tests;

public sealed class WebhookTests : SandboxTest
{
    private static readonly string[] Paid = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"];

    private Task<JsonNode> ModeAsync(JsonObject mode) => Sandbox.ControlAsync(HttpMethod.Post, "webhooks/mode", mode);

    private async Task<List<JsonNode>> DeliveriesAsync() => [.. (await Sandbox.ControlAsync(HttpMethod.Get, "deliveries"))["data"]!.AsArray().Select(d => d!)];

    private static string State(JsonNode delivery) => delivery["state"]!.GetValue<string>();

    [Fact]
    public async Task Signature_ByAnIndependentProgram_IsTheSame()
    {
        await Sandbox.PaidSessionAsync();
        var delivered = (await Sandbox.Receiver.WaitForAsync(1))[0];
        var parts = delivered.Signature!.Split(',').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        var t = long.Parse(parts["t"], CultureInfo.InvariantCulture);
        Assert.InRange(t, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

        using var openssl = Process.Start(new ProcessStartInfo("openssl", ["dgst", "-sha256", "-hmac", Tests.Sandbox.Secret, "-r"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await openssl.StandardInput.WriteAsync($"{t}.{delivered.Body}");
        openssl.StandardInput.Close();
        var digest = (await openssl.StandardOutput.ReadToEndAsync()).Split(' ')[0];

        Assert.Equal(64, digest.Length);
        Assert.Equal(digest, parts["v1"]);
    }

    [Fact]
    public async Task Signature_WhenTheClockIsAhead_StillCarriesWallTime()
    {
        Sandbox.Clock.Advance(TimeSpan.FromDays(40));
        await Sandbox.PaidSessionAsync();
        var delivered = (await Sandbox.Receiver.WaitForAsync(1))[0];
        var verified = EventUtility.ConstructEvent(delivered.Body, delivered.Signature, Tests.Sandbox.Secret);
        Assert.True(verified.Created > TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(39));
    }

    [Theory]
    [InlineData("wrong_secret")]
    [InlineData("stale")]
    [InlineData("future")]
    [InlineData("malformed")]
    [InlineData("missing")]
    public async Task Signature_MadeBadOnPurpose_IsRefusedByStripesOwnCheck(string kind)
    {
        await ModeAsync(new() { ["signature"] = kind });
        await Sandbox.PaidSessionAsync();
        var delivered = (await Sandbox.Receiver.WaitForAsync(1))[0];
        Assert.ThrowsAny<Exception>(() => EventUtility.ConstructEvent(delivered.Body, delivered.Signature, Tests.Sandbox.Secret));
        Assert.Equal(kind == "missing", delivered.Signature is null);
    }

    [Fact]
    public async Task Signature_DuringASecretRoll_IsAcceptedByEitherSecret()
    {
        await ModeAsync(new() { ["signature"] = "rolled" });
        await Sandbox.PaidSessionAsync();
        var delivered = (await Sandbox.Receiver.WaitForAsync(1))[0];
        Assert.Equal(2, delivered.Signature!.Split(",v1=").Length - 1);
        EventUtility.ConstructEvent(delivered.Body, delivered.Signature, Tests.Sandbox.Secret);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(302)]
    [InlineData(404)]
    public async Task Delivery_NotAnsweredBy2xx_IsRepeatedWithANewSignature(int status)
    {
        Sandbox.Receiver.Answer = n => n <= 1 ? AfterThisSecond(status) : 200;
        await Sandbox.PaidSessionAsync();

        var delivered = await Sandbox.Receiver.WaitForAsync(5);

        Assert.Equal(Paid.Append(Paid[0]).Order(), delivered.Select(d => d.Type).Order());
        var twice = delivered.Where(d => d.Id == delivered[0].Id).ToList();
        Assert.Equal(twice[0].Body, twice[1].Body);
        Assert.NotEqual(twice[0].Signature, twice[1].Signature);
        await EventuallyAsync(async () => (await DeliveriesAsync()).All(d => State(d) == "delivered"), "all to be delivered");
        Assert.Equal([status, 200], (await DeliveriesAsync())[^1]["attempts"]!.AsArray().Select(a => a!["status"]!.GetValue<int>()));
    }

    /// <summary>A signature names its second, so the first try is not answered before that second is over.</summary>
    private static int AfterThisSecond(int status)
    {
        var arrived = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        SpinWait.SpinUntil(() => DateTimeOffset.UtcNow.ToUnixTimeSeconds() > arrived);
        return status;
    }

    [Fact]
    public async Task Retries_WhenTheClockLeaps_ComeInOrderAndEndAfterThreeDays()
    {
        Sandbox.Receiver.Answer = _ => 503;
        await ModeAsync(new() { ["drop"] = new JsonArray("payment_intent.succeeded", "checkout.session.completed", "balance.available") });
        await Sandbox.PaidSessionAsync();
        await Sandbox.Receiver.WaitForAsync(2);

        await Sandbox.ControlAsync(HttpMethod.Post, "clock/advance", new() { ["seconds"] = 4 * 86_400 });
        await EventuallyAsync(async () => (await DeliveriesAsync()).Count(d => State(d) == "given_up") == 2, "both deliveries to be given up");

        // At once, then after 1 s, 5 s, 30 s, 2 min, 10 min, then hourly: 71 of them end within three days of the first.
        const int Tries = 1 + 5 + 71;
        Assert.Equal(Enumerable.Repeat(Paid[..2], Tries).SelectMany(pair => pair), Sandbox.Receiver.Types);
    }

    [Fact]
    public async Task Retries_BeforeTheirTime_DoNotCome()
    {
        Sandbox.Receiver.Answer = n => n <= 2 ? 500 : 200;
        await ModeAsync(new() { ["drop"] = new JsonArray("payment_intent.created", "payment_intent.succeeded", "checkout.session.completed") });
        await Sandbox.PaidSessionAsync();
        await Sandbox.Receiver.WaitForAsync(2);
        await EventuallyAsync(async () => (await DeliveriesAsync()).Any(d => d["attempts"]!.AsArray().Count == 2), "two tries to be recorded");
        var waiting = (await DeliveriesAsync()).Single(d => State(d) == "waiting");
        var first = waiting["attempts"]![0]!["at"]!.GetValue<long>();
        Assert.InRange(waiting["next_attempt"]!.GetValue<long>(), first + 5, first + 8);
        Sandbox.Clock.Advance(TimeSpan.FromSeconds(10));
        await Sandbox.Receiver.WaitForAsync(3);
    }

    [Fact]
    public async Task Mode_Reverse_DeliversTheEventsOfOneActionBackwards()
    {
        await ModeAsync(new() { ["order"] = "reverse" });
        await Sandbox.PaidSessionAsync();
        Assert.Equal(Paid.Reverse(), (await Sandbox.Receiver.WaitForAsync(4)).Select(d => d.Type));
    }

    [Fact]
    public async Task Mode_HoldAndRelease_KeepsEventsBackUntilThen()
    {
        await ModeAsync(new() { ["hold"] = true });
        var session = await Sandbox.PaidSessionAsync();
        await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = session.PaymentIntentId });
        Assert.All(await DeliveriesAsync(), d => Assert.Equal("held", State(d)));
        Assert.Empty(Sandbox.Receiver.All);

        await ModeAsync(new() { ["order"] = "reverse" });
        Assert.Equal(6, (await Sandbox.ControlAsync(HttpMethod.Post, "webhooks/release"))["released"]!.GetValue<int>());

        Assert.Equal(["charge.refunded", "refund.created", .. Paid.Reverse()], (await Sandbox.Receiver.WaitForAsync(6)).Select(d => d.Type));
    }

    [Fact]
    public async Task Mode_DuplicateShuffleAndDrop_ChangesHowOftenAndWhat()
    {
        await ModeAsync(new() { ["duplicate"] = 3, ["order"] = "shuffle", ["drop"] = new JsonArray("charge.succeeded") });
        await Sandbox.PaidSessionAsync();
        var delivered = await Sandbox.Receiver.WaitForAsync(9);
        Assert.Equal([3, 3, 3], delivered.GroupBy(d => d.Id).Select(g => g.Count()));
        Assert.DoesNotContain("charge.succeeded", delivered.Select(d => d.Type));
        Assert.Equal(3, (await DeliveriesAsync()).Count(d => State(d) == "dropped"));
    }

    [Fact]
    public async Task Deliver_AnEventAgain_SendsSoManyCopiesEvenWhenItWasDropped()
    {
        await ModeAsync(new() { ["drop"] = new JsonArray("*") });
        await Sandbox.PaidSessionAsync();
        var completed = (await Client.V1.Events.ListAsync(new() { Type = "checkout.session.completed" })).Single();
        await ModeAsync(new() { ["parallel"] = 16 });
        await Sandbox.ControlAsync(HttpMethod.Post, $"events/{completed.Id}/deliver", new() { ["copies"] = 50 });
        Assert.All(await Sandbox.Receiver.WaitForAsync(50), d => Assert.Equal(completed.Id, d.Id));
    }

    [Fact]
    public async Task Mode_Delay_WaitsOnTheSandboxClock()
    {
        await ModeAsync(new() { ["delay_ms"] = 3_600_000 });
        await Sandbox.PaidSessionAsync();
        Assert.All(await DeliveriesAsync(), d => Assert.Equal("waiting", State(d)));
        Sandbox.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Paid, (await Sandbox.Receiver.WaitForAsync(4)).Select(d => d.Type));
    }
}
