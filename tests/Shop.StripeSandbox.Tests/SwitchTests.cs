using System.Net;
using System.Text.Json.Nodes;
using Stripe;

namespace Shop.StripeSandbox.Tests;

/// <summary>The switches that the control plane shares with the dashboard: what the next cards do, and the version events carry.</summary>
public sealed class SwitchTests : SandboxTest
{
    [Fact]
    public async Task NextCard_OrderedToDecline_DeclinesOnceWhateverItsNumber()
    {
        await Sandbox.ControlAsync(HttpMethod.Post, "cards", new JsonObject { ["kind"] = "decline", ["decline_code"] = "insufficient_funds" });
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        var declined = await payer.PayAsync(session.Url, Cards.Gb);
        Assert.Contains("insufficient funds", declined.Alert, StringComparison.Ordinal);
        Assert.Equal("insufficient_funds", (await SessionAsync(session.Id, "payment_intent")).PaymentIntent.LastPaymentError.DeclineCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await payer.PayAsync(session.Url, Cards.Gb)).Status);
        Assert.Equal("paid", (await SessionAsync(session.Id)).PaymentStatus);
    }

    [Fact]
    public async Task NextCard_OrderedToChallenge_AsksFor3DSecureAndIsThenTried()
    {
        await Sandbox.ControlAsync(HttpMethod.Post, "cards", new JsonObject { ["kind"] = "challenge", ["times"] = 2 });
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        var page = await payer.PayAsync(session.Url, Cards.Gb);
        Assert.EndsWith("/3ds", page.Location, StringComparison.Ordinal);
        await payer.AnswerChallengeAsync(page.Location!, "complete");
        Assert.Equal("paid", (await SessionAsync(session.Id)).PaymentStatus);
        Assert.Equal(1, (await Sandbox.ControlAsync(HttpMethod.Get, "cards"))["data"]![0]!["times"]!.GetValue<int>());
        await Sandbox.ControlAsync(HttpMethod.Delete, "cards");
        Assert.Equal("succeeded", (await Client.V1.PaymentIntents.CreateAsync(new() { Amount = 500, Currency = "gbp", Confirm = true, PaymentMethod = "pm_card_gb" })).Status);
    }

    [Theory]
    [InlineData("{\"kind\":\"explode\"}", "kind")]
    [InlineData("{\"kind\":\"decline\",\"decline_code\":\"mood\"}", "decline_code")]
    [InlineData("{\"kind\":\"challenge\",\"decline_code\":\"lost_card\"}", "decline_code")]
    [InlineData("{\"kind\":\"decline\",\"colour\":1}", "colour")]
    public async Task CardOrder_ThatMakesNoSense_IsRefused(string body, string param)
    {
        using var answer = await Sandbox.Http.PostAsync("/_sandbox/cards", new StringContent(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(param, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!["param"]!.GetValue<string>());
    }

    [Fact]
    public async Task Events_OfAnotherVersion_AreRefusedByStripesOwnLibrary()
    {
        await Sandbox.ControlAsync(HttpMethod.Post, "webhooks/mode", new JsonObject { ["api_version"] = "2026-03-25.dahlia" });
        await Sandbox.PaidSessionAsync();
        var received = (await Sandbox.Receiver.WaitForAsync(1))[0];
        Assert.Equal("2026-03-25.dahlia", received.Event["api_version"]!.GetValue<string>());
        Assert.Throws<StripeException>(() => EventUtility.ConstructEvent(received.Body, received.Signature, Sandbox.Secret));
        EventUtility.ValidateSignature(received.Body, received.Signature, Sandbox.Secret);
    }

    [Fact]
    public async Task Retries_WhenTheClockLeaps_ComeInTheOrderOfTheirTimes()
    {
        Sandbox.Receiver.Answer = _ => 500;
        await Sandbox.PaidSessionAsync();
        var first = (await Sandbox.Receiver.WaitForAsync(4)).Take(4).Select(r => r.Id).ToList();
        Sandbox.Receiver.Answer = _ => 200;
        Sandbox.Clock.Advance(TimeSpan.FromDays(2));
        var tries = (await Sandbox.Receiver.WaitForAsync(8)).Skip(4).Select(r => r.Id).ToList();
        Assert.Equal(first, tries);
    }
}
