using System.Net;

namespace Shop.StripeSandbox.Tests;

public sealed class ChallengeTests : SandboxTest
{
    [Theory]
    [InlineData("4000002760003184", null)]
    [InlineData("4000002500003155", null)]
    [InlineData("4000000000003220", null)]
    [InlineData("4000008400001629", "generic_decline")]
    [InlineData("4000008260003178", "insufficient_funds")]
    public async Task Challenge_Passed_ThenTheCardDecides(string card, string? declineCode)
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        var challenge = await payer.PayAsync(session.Url, card);
        Assert.EndsWith("/3ds", challenge.Location, StringComparison.Ordinal);

        var after = await payer.AnswerChallengeAsync(challenge.Location!, "complete");

        Assert.Equal(HttpStatusCode.SeeOther, after.Status);
        var intent = (await SessionAsync(session.Id, "payment_intent.latest_charge")).PaymentIntent;
        Assert.Equal("authenticated", intent.LatestCharge.PaymentMethodDetails.Card.ThreeDSecure.Result);
        Assert.Equal(declineCode, intent.LastPaymentError?.DeclineCode);
        Assert.Equal(declineCode is null ? "succeeded" : "requires_payment_method", intent.Status);
        if (declineCode is not null) Assert.NotNull((await payer.GetAsync(after.Location!)).Alert);
    }

    [Fact]
    public async Task Challenge_Failed_ChargesNothingAndAnotherCardWorks()
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        var challenge = await payer.PayAsync(session.Url, Cards.ChallengeRequired);
        await payer.AnswerChallengeAsync(challenge.Location!, "fail");

        Assert.Empty(await Client.V1.Charges.ListAsync());
        Assert.Equal(["payment_intent.created", "payment_intent.requires_action", "payment_intent.payment_failed"],
            (await Sandbox.Receiver.WaitForAsync(3)).Select(d => d.Type));
        Assert.Equal($"/c/pay/{session.Id}", (await payer.GetAsync(challenge.Location!)).Location);
        await payer.PayAsync(session.Url, Cards.Visa);
        Assert.Equal("paid", (await SessionAsync(session.Id)).PaymentStatus);
    }

    [Theory]
    [InlineData("4000000000003055")]
    [InlineData("4242424242424242")]
    public async Task Challenge_OnlySupported_IsAskedForWhenTheShopWantsIt(string card)
    {
        var plain = await Sandbox.CreateSessionAsync();
        var strict = await Sandbox.CreateSessionAsync(change: o => o.PaymentMethodOptions = new() { Card = new() { RequestThreeDSecure = "any" } });
        using var payer = Sandbox.OpenBrowser();
        Assert.StartsWith("http://127.0.0.1:9/", (await payer.PayAsync(plain.Url, card)).Location, StringComparison.Ordinal);
        Assert.EndsWith("/3ds", (await payer.PayAsync(strict.Url, card)).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Challenge_AnsweredTwiceAtOnce_ChargesOnce()
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        var challenge = await payer.PayAsync(session.Url, Cards.ChallengeRequired);
        var shown = (await payer.GetAsync(challenge.Location!)).Html;
        var token = shown.QuerySelector("input[type=hidden]")!.GetAttribute("value")!;
        var fields = new Dictionary<string, string> { ["csrf"] = token, ["outcome"] = "complete" };

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => payer.PostAsync(challenge.Location!, fields)));

        Assert.Single(await Client.V1.Charges.ListAsync());
        Assert.Equal("complete", (await SessionAsync(session.Id)).Status);
    }

    [Fact]
    public async Task Challenge_WhenTheSessionExpiresMeanwhile_CannotPay()
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        var challenge = await payer.PayAsync(session.Url, Cards.ChallengeRequired);
        var shown = (await payer.GetAsync(challenge.Location!)).Html;
        Sandbox.Clock.Advance(TimeSpan.FromHours(25));

        var token = shown.QuerySelector("input[type=hidden]")!.GetAttribute("value")!;
        var page = await payer.PostAsync(challenge.Location!, new Dictionary<string, string> { ["csrf"] = token, ["outcome"] = "complete" });

        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Equal("canceled", (await SessionAsync(session.Id, "payment_intent")).PaymentIntent.Status);
        Assert.Empty(await Client.V1.Charges.ListAsync());
    }
}
