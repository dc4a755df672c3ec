using System.Net;
using Stripe;

namespace Shop.StripeSandbox.Tests;

public sealed class RefundTests : SandboxTest
{
    private Task<Refund> RefundAsync(string intent, long? amount = null) =>
        Client.V1.Refunds.CreateAsync(amount is null ? new() { PaymentIntent = intent } : new() { PaymentIntent = intent, Amount = amount });

    [Fact]
    public async Task Create_PartThenRest_GivesBackExactlyWhatWasPaid()
    {
        var session = await Sandbox.PaidSessionAsync(amount: 9_700);
        var part = await Client.V1.Refunds.CreateAsync(new()
        {
            PaymentIntent = session.PaymentIntentId,
            Amount = 2_500,
            Reason = "requested_by_customer",
            Metadata = new() { ["refund"] = "r1" },
        });
        Assert.Equal(("succeeded", 2_500L, "r1", "requested_by_customer"), (part.Status, part.Amount, part.Metadata["refund"], part.Reason));
        var tooMuch = await RefusedAsync(HttpStatusCode.BadRequest, () => RefundAsync(session.PaymentIntentId, 7_201));
        Assert.Equal(("amount", "Refund amount (£72.01) is greater than unrefunded amount on charge (£72.00)"), (tooMuch.Param, tooMuch.Message));

        var rest = await RefundAsync(session.PaymentIntentId);

        Assert.Equal(7_200, rest.Amount);
        Assert.Equal("charge_already_refunded", (await RefusedAsync(HttpStatusCode.BadRequest, () => RefundAsync(session.PaymentIntentId, 1))).Code);
        var charge = await Client.V1.Charges.GetAsync(part.ChargeId, new() { Expand = ["refunds"] });
        Assert.Equal((true, 9_700L), (charge.Refunded, charge.AmountRefunded));
        Assert.Equal([rest.Id, part.Id], charge.Refunds.Select(r => r.Id));
        Assert.Equal([rest.Id, part.Id], (await Client.V1.Refunds.ListAsync(new() { PaymentIntent = session.PaymentIntentId })).Select(r => r.Id));
        Assert.Empty(await Client.V1.Refunds.ListAsync(new() { Charge = "ch_other" }));
        var row = await Client.V1.BalanceTransactions.GetAsync(part.BalanceTransactionId);
        Assert.Equal(("refund", -2_500L, 0L, -2_500L), (row.ReportingCategory, row.Amount, row.Fee, row.Net));
    }

    [Fact]
    public async Task Create_Refund_TellsOfTheRefundAndOfTheChargeBefore()
    {
        var session = await Sandbox.PaidSessionAsync(amount: 9_700);
        await RefundAsync(session.PaymentIntentId, 700);
        var delivered = await Sandbox.Receiver.WaitForAsync(6);
        Assert.Equal(["refund.created", "charge.refunded"], delivered.Skip(4).Select(d => d.Type));
        Assert.Equal(0, delivered[5].Event["data"]!["previous_attributes"]!["amount_refunded"]!.GetValue<long>());
        Assert.Equal(700, delivered[5].Event["data"]!["object"]!["amount_refunded"]!.GetValue<long>());
    }

    [Fact]
    public async Task Create_ManyAtOnce_NeverGivesBackMoreThanWasPaid()
    {
        var session = await Sandbox.PaidSessionAsync(amount: 1_000);
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            try
            {
                return (await RefundAsync(session.PaymentIntentId, 300)).Amount;
            }
            catch (StripeException e) when (e.HttpStatusCode == HttpStatusCode.BadRequest)
            {
                return 0;
            }
        }));
        Assert.Equal(900, results.Sum());
        Assert.Equal(900, (await Client.V1.Charges.GetAsync(session.PaymentIntent.LatestChargeId)).AmountRefunded);
        Assert.Equal(900, (await Client.V1.Refunds.ListAsync(new() { Limit = 100 })).Sum(r => r.Amount));
    }

    [Fact]
    public async Task Create_OfACardThatRefusesRefunds_FailsLaterAndTheMoneyIsBack()
    {
        await Sandbox.ControlAsync(HttpMethod.Post, "payouts/schedule", new() { ["automatic"] = false });
        var session = await Sandbox.PaidSessionAsync("4000000000005126", 1_000);
        var refund = await RefundAsync(session.PaymentIntentId);
        Assert.Equal("succeeded", refund.Status);

        Sandbox.Clock.Advance(TimeSpan.FromDays(2));

        refund = await Client.V1.Refunds.GetAsync(refund.Id, new() { Expand = ["failure_balance_transaction"] });
        Assert.Equal(("failed", "expired_or_canceled_card"), (refund.Status, refund.FailureReason));
        Assert.Equal(("refund_failure", 1_000L), (refund.FailureBalanceTransaction.ReportingCategory, refund.FailureBalanceTransaction.Net));
        Assert.Equal(0, (await Client.V1.Charges.GetAsync(refund.ChargeId)).AmountRefunded);
        Assert.Equal(["charge.refund.updated", "refund.failed"], (await Client.V1.Events.ListAsync(new() { Limit = 2 })).Select(e => e.Type));
        Assert.Equal("succeeded", (await RefundAsync(session.PaymentIntentId)).Status);
    }

    [Fact]
    public async Task Create_OfASlowCard_IsPendingUntilTheBankTakesIt()
    {
        var session = await Sandbox.PaidSessionAsync("4000000000007726", 1_000);
        var refund = await RefundAsync(session.PaymentIntentId, 400);
        Assert.Equal("pending", refund.Status);
        Assert.Equal(400, (await Client.V1.Charges.GetAsync(refund.ChargeId)).AmountRefunded);
        await Sandbox.ControlAsync(HttpMethod.Post, $"refunds/{refund.Id}/succeed");
        Assert.Equal("succeeded", (await Client.V1.Refunds.GetAsync(refund.Id)).Status);
        await Sandbox.ControlAsync(HttpMethod.Post, $"refunds/{refund.Id}/fail", new() { ["failure_reason"] = "unknown" });
        Assert.Equal("unknown", (await Client.V1.Refunds.GetAsync(refund.Id)).FailureReason);
    }

    [Theory]
    [InlineData("amount=0&payment_intent={pi}", "amount")]
    [InlineData("amount=-5&payment_intent={pi}", "amount")]
    [InlineData("amount=1.50&payment_intent={pi}", "amount")]
    [InlineData("reason=bored&payment_intent={pi}", "reason")]
    [InlineData("amount=100", "payment_intent")]
    [InlineData("amount=100&payment_intent={pi}&charge={ch}", "charge")]
    [InlineData("amount=100&payment_intent={pi}&currency=gbp", "currency")]
    public async Task Create_WithABadParameter_NamesItAndRefundsNothing(string form, string param)
    {
        var session = await Sandbox.PaidSessionAsync();
        form = form.Replace("{pi}", session.PaymentIntentId, StringComparison.Ordinal).Replace("{ch}", session.PaymentIntent.LatestChargeId, StringComparison.Ordinal);
        var (status, body) = await PostAsync("/v1/refunds", form);
        Assert.Equal((HttpStatusCode.BadRequest, param), (status, body["error"]!["param"]!.GetValue<string>()));
        Assert.Empty(await Client.V1.Refunds.ListAsync());
    }

    [Fact]
    public async Task Create_OfAnUnpaidIntentOrAFailedCharge_IsRefused()
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        await payer.PayAsync(session.Url, Cards.Declined);
        var intent = (await SessionAsync(session.Id, "payment_intent")).PaymentIntent;
        Assert.Contains("does not have a successful charge", (await RefusedAsync(HttpStatusCode.BadRequest, () => RefundAsync(intent.Id))).Message, StringComparison.Ordinal);
        await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Refunds.CreateAsync(new() { Charge = intent.LatestChargeId }));
        await RefusedAsync(HttpStatusCode.NotFound, () => Client.V1.Refunds.CreateAsync(new() { Charge = "ch_nothing" }));
    }

    [Fact]
    public async Task Cancel_OfARefundThatSucceeded_IsRefusedAndUpdateChangesMetadata()
    {
        var session = await Sandbox.PaidSessionAsync();
        var refund = await RefundAsync(session.PaymentIntentId, 100);
        await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Refunds.CancelAsync(refund.Id));
        Assert.Equal("b", (await Client.V1.Refunds.UpdateAsync(refund.Id, new() { Metadata = new() { ["a"] = "b" } })).Metadata["a"]);
    }
}
