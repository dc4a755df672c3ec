using System.Net;
using Stripe;

namespace Shop.StripeSandbox.Tests;

public sealed class HostedPageTests : SandboxTest
{
    [Fact]
    public async Task Pay_GoodCard_LeadsBackToTheShopAndTakesTheMoneyOnce()
    {
        var session = await Sandbox.CreateSessionAsync(9_700);
        Assert.Equal(("open", "unpaid", 9_700L), (session.Status, session.PaymentStatus, session.AmountTotal));
        Assert.Null(session.PaymentIntentId);
        using var payer = Sandbox.OpenBrowser();

        var page = await payer.PayAsync(session.Url, Cards.Gb);

        Assert.Equal(HttpStatusCode.SeeOther, page.Status);
        Assert.Equal($"http://127.0.0.1:9/return?session={session.Id}", page.Location);
        session = await Sandbox.Client.V1.Checkout.Sessions.GetAsync(session.Id, new() { Expand = ["payment_intent.latest_charge.balance_transaction", "line_items"] });
        Assert.Equal(("complete", "paid"), (session.Status, session.PaymentStatus));
        Assert.Null(session.Url);
        Assert.Equal("pat@example.com", session.CustomerDetails.Email);
        Assert.Equal("Skip permit", Assert.Single(session.LineItems.Data).Description);
        var charge = session.PaymentIntent.LatestCharge;
        Assert.Equal((9_700L, "GB", "0000"), (charge.AmountCaptured, charge.PaymentMethodDetails.Card.Country, charge.PaymentMethodDetails.Card.Last4));
        Assert.Equal((9_700L, 166L, 9_534L), (charge.BalanceTransaction.Amount, charge.BalanceTransaction.Fee, charge.BalanceTransaction.Net));
        var delivered = await Sandbox.Receiver.WaitForAsync(4);
        Assert.Equal(["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"], delivered.Select(d => d.Type));
        foreach (var one in delivered) Assert.Equal(one.Id, EventUtility.ConstructEvent(one.Body, one.Signature, Tests.Sandbox.Secret).Id);
    }

    [Fact]
    public async Task Pay_DeclinedCard_StaysOnThePageAndSaysWhy()
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();

        var page = await payer.PayAsync(session.Url, Cards.Declined);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Your card was declined.", page.Alert, StringComparison.Ordinal);
        Assert.Equal("Pat Payer", page.Html.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Equal("", page.Html.QuerySelector("#number")!.GetAttribute("value"));
        session = await Sandbox.Client.V1.Checkout.Sessions.GetAsync(session.Id, new() { Expand = ["payment_intent.latest_charge"] });
        Assert.Equal(("open", "unpaid", "requires_payment_method"), (session.Status, session.PaymentStatus, session.PaymentIntent.Status));
        Assert.Equal(("card_declined", "generic_decline"), (session.PaymentIntent.LastPaymentError.Code, session.PaymentIntent.LastPaymentError.DeclineCode));
        Assert.Equal("failed", session.PaymentIntent.LatestCharge.Status);
    }

    [Theory]
    [InlineData("complete", "complete", "paid")]
    [InlineData("fail", "open", "unpaid")]
    public async Task Challenge_Answered_DecidesThePayment(string outcome, string status, string paymentStatus)
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        var challenge = await payer.PayAsync(session.Url, Cards.ChallengeRequired);
        Assert.Equal($"/c/pay/{session.Id}/3ds", challenge.Location);
        Assert.Equal("requires_action", (await Sandbox.Client.V1.Checkout.Sessions.GetAsync(session.Id, new() { Expand = ["payment_intent"] })).PaymentIntent.Status);

        var page = await payer.AnswerChallengeAsync(challenge.Location!, outcome);

        Assert.Equal(HttpStatusCode.SeeOther, page.Status);
        session = await Sandbox.Client.V1.Checkout.Sessions.GetAsync(session.Id, new() { Expand = ["payment_intent"] });
        Assert.Equal((status, paymentStatus), (session.Status, session.PaymentStatus));
        if (outcome == "fail")
        {
            Assert.Equal("payment_intent_authentication_failure", session.PaymentIntent.LastPaymentError.Code);
            Assert.Null(session.PaymentIntent.LatestChargeId);
            Assert.Contains("unable to authenticate", (await payer.GetAsync(page.Location!)).Alert, StringComparison.Ordinal);
        }
    }
}
