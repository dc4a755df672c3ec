using System.Net;
using System.Text.Json.Nodes;
using Stripe;

namespace Shop.StripeSandbox.Tests;

public sealed class DisputeTests : PayoutTest
{
    private async Task<Dispute> DisputeAsync(string charge, JsonObject? more = null)
    {
        var body = more ?? [];
        body["charge"] = charge;
        return await GetDisputeAsync((await Sandbox.ControlAsync(HttpMethod.Post, "disputes", body))["id"]!.GetValue<string>());
    }

    private Task<Dispute> GetDisputeAsync(string id) => Client.V1.Disputes.GetAsync(id);

    private Task<Dispute> AnswerAsync(string id, string text, bool? submit = null) =>
        Client.V1.Disputes.UpdateAsync(id, new() { Evidence = new() { UncategorizedText = text }, Submit = submit });

    private async Task<List<(string Category, long Amount, long Fee)>> MovementsAsync(string source) =>
        [.. (await Client.V1.BalanceTransactions.ListAsync(new() { Source = source })).Select(r => (r.ReportingCategory, r.Amount, r.Fee)).Reverse()];

    private async Task<string> ChargeAsync(long amount = 10_000) => (await Sandbox.PaidSessionAsync("4000000000000077", amount)).PaymentIntent.LatestChargeId;

    [Fact]
    public async Task Dispute_OfACharge_TakesTheMoneyAndTheFeeAndBlocksRefunds()
    {
        var charge = await ChargeAsync();

        var dispute = await DisputeAsync(charge, new() { ["reason"] = "product_not_received" });

        Assert.Equal(("needs_response", "product_not_received", 10_000L, charge), (dispute.Status, dispute.Reason, dispute.Amount, dispute.ChargeId));
        Assert.Equal(June(16).AddDays(1).AddSeconds(-1).UtcDateTime, dispute.EvidenceDetails.DueBy);
        Assert.False(dispute.IsChargeRefundable);
        Assert.Equal([("dispute", -10_000L, 2_000L)], await MovementsAsync(dispute.Id));
        var row = dispute.BalanceTransactions.Single();
        Assert.Equal(("adjustment", -12_000L, "Dispute fee"), (row.Type, row.Net, row.FeeDetails.Single().Description));
        Assert.Equal((9_655L - 12_000L, 0L), await BalanceAsync());
        Assert.True((await Client.V1.Charges.GetAsync(charge)).Disputed);
        Assert.Equal("charge_disputed", (await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Refunds.CreateAsync(new() { Charge = charge, Amount = 1 }))).Code);
        Assert.Equal(["charge.dispute.created", "charge.dispute.funds_withdrawn"], await LatestEventsAsync(2));
        using var twice = await Sandbox.Http.PostAsync("/_sandbox/disputes", new StringContent($$"""{"charge":"{{charge}}"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
    }

    [Fact]
    public async Task Answer_WithWinningEvidence_BringsTheMoneyBackWithoutTheFee()
    {
        var charge = await ChargeAsync();
        var dispute = await DisputeAsync(charge);
        var draft = await AnswerAsync(dispute.Id, "Signed for at the door", submit: false);
        Assert.Equal(("needs_response", true, 0L), (draft.Status, draft.EvidenceDetails.HasEvidence, draft.EvidenceDetails.SubmissionCount));

        var sent = await AnswerAsync(dispute.Id, "winning_evidence");

        Assert.Equal(("under_review", 1L), (sent.Status, sent.EvidenceDetails.SubmissionCount));
        dispute = await GetDisputeAsync(dispute.Id);
        Assert.Equal("won", dispute.Status);
        Assert.Equal([("dispute", -10_000L, 2_000L), ("dispute_reversal", 10_000L, 0L)], await MovementsAsync(dispute.Id));
        Assert.Equal(["dispute", "dispute_reversal"], dispute.BalanceTransactions.Select(b => b.ReportingCategory));
        Assert.Equal((9_655L - 2_000L, 0L), await BalanceAsync());
        Assert.Equal(["charge.dispute.updated", "charge.dispute.updated", "charge.dispute.closed", "charge.dispute.funds_reinstated"], await LatestEventsAsync(4));
        await RefusedAsync(HttpStatusCode.BadRequest, () => AnswerAsync(dispute.Id, "again"));
        Assert.Equal("succeeded", (await Client.V1.Refunds.CreateAsync(new() { Charge = charge })).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispute_GivenUpOrAnsweredBadly_IsLostForGood(bool giveUp)
    {
        var charge = await ChargeAsync();
        var dispute = await DisputeAsync(charge);
        if (giveUp) await Client.V1.Disputes.CloseAsync(dispute.Id);
        else await AnswerAsync(dispute.Id, "losing_evidence");
        dispute = await GetDisputeAsync(dispute.Id);
        Assert.Equal(("lost", false), (dispute.Status, dispute.EvidenceDetails.PastDue));
        Assert.Equal((9_655L - 12_000L, 0L), await BalanceAsync());
        Assert.Equal("charge.dispute.closed", (await LatestEventsAsync(1)).Single());
        Assert.Equal("charge_disputed", (await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Refunds.CreateAsync(new() { Charge = charge }))).Code);
        await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Disputes.CloseAsync(dispute.Id));
    }

    [Fact]
    public async Task Dispute_NotAnsweredInTime_IsLostByTheClock()
    {
        var dispute = await DisputeAsync(await ChargeAsync());
        var answered = await DisputeAsync(await ChargeAsync());
        await AnswerAsync(answered.Id, "We did deliver");
        await RunToAsync(dispute.EvidenceDetails.DueBy!.Value.AddSeconds(-1));
        Assert.Equal("needs_response", (await GetDisputeAsync(dispute.Id)).Status);
        await RunToAsync(dispute.EvidenceDetails.DueBy!.Value.AddSeconds(2));
        dispute = await GetDisputeAsync(dispute.Id);
        Assert.Equal(("lost", true), (dispute.Status, dispute.EvidenceDetails.PastDue));
        Assert.Equal("under_review", (await GetDisputeAsync(answered.Id)).Status);
        await Sandbox.ControlAsync(HttpMethod.Post, $"disputes/{answered.Id}/win");
        Assert.Equal("won", (await GetDisputeAsync(answered.Id)).Status);
    }

    [Fact]
    public async Task Inquiry_IsClosedWithoutMoneyMoving()
    {
        var charge = await ChargeAsync();
        var inquiry = await DisputeAsync(charge, new() { ["inquiry"] = true });
        Assert.Equal(("warning_needs_response", true), (inquiry.Status, inquiry.IsChargeRefundable));
        await AnswerAsync(inquiry.Id, "winning_evidence");
        Assert.Equal("warning_closed", (await GetDisputeAsync(inquiry.Id)).Status);
        Assert.Empty(await MovementsAsync(inquiry.Id));
        var second = await DisputeAsync(charge, new() { ["inquiry"] = true });
        await Client.V1.Refunds.CreateAsync(new() { Charge = charge, Amount = 4_000 });
        Assert.Equal("warning_needs_response", (await GetDisputeAsync(second.Id)).Status);
        await Client.V1.Refunds.CreateAsync(new() { Charge = charge });
        second = await GetDisputeAsync(second.Id);
        Assert.Equal(("warning_closed", false), (second.Status, second.IsChargeRefundable));
        Assert.Equal((-345L, 0L), await BalanceAsync());
        Assert.DoesNotContain(await Client.V1.Events.ListAsync(new() { Limit = 100 }), e => e.Type.StartsWith("charge.dispute.funds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Inquiry_ThatTheBankEscalates_BecomesADispute()
    {
        var inquiry = await DisputeAsync(await ChargeAsync(), new() { ["inquiry"] = true });
        await AnswerAsync(inquiry.Id, "escalate_inquiry_evidence");
        var dispute = await GetDisputeAsync(inquiry.Id);
        Assert.Equal(("needs_response", "chargeback", 1), (dispute.Status, dispute.PaymentMethodDetails.Card.CaseType, dispute.BalanceTransactions.Count));
        Assert.Equal("charge.dispute.funds_withdrawn", (await LatestEventsAsync(1)).Single());
    }

    [Theory]
    [InlineData("4000000000000259", "fraudulent", "needs_response")]
    [InlineData("4000000000002685", "product_not_received", "needs_response")]
    [InlineData("4000000000001976", "fraudulent", "warning_needs_response")]
    public async Task Card_ThatIsPublishedForIt_DisputesSoonAfterThePayment(string card, string reason, string status)
    {
        var session = await Sandbox.PaidSessionAsync(card);
        var dispute = Assert.Single(await Client.V1.Disputes.ListAsync(new() { PaymentIntent = session.PaymentIntentId }));
        Assert.Equal((reason, status, session.PaymentIntent.LatestChargeId), (dispute.Reason, dispute.Status, dispute.ChargeId));
        Assert.Equal([dispute.Id], (await Client.V1.Disputes.ListAsync(new() { Charge = dispute.ChargeId })).Select(d => d.Id));
        Assert.Empty(await Client.V1.Disputes.ListAsync(new() { Charge = "ch_other" }));
    }

    [Fact]
    public async Task Token_ThatDisputes_WorksWithManualCaptureOnlyOnceCaptured()
    {
        var intent = await Client.V1.PaymentIntents.CreateAsync(new() { Amount = 500, Currency = "gbp", Confirm = true, CaptureMethod = "manual", PaymentMethod = "pm_card_createDispute" });
        Assert.Empty(await Client.V1.Disputes.ListAsync());
        await Client.V1.PaymentIntents.CaptureAsync(intent.Id);
        Assert.Single(await Client.V1.Disputes.ListAsync());
    }

    [Fact]
    public async Task Dispute_AfterAPartialRefund_IsForTheRestUnlessToldOtherwise()
    {
        var charge = await ChargeAsync();
        await Client.V1.Refunds.CreateAsync(new() { Charge = charge, Amount = 4_000 });
        Assert.Equal(6_000, (await DisputeAsync(charge)).Amount);
        var other = await ChargeAsync();
        await Client.V1.Refunds.CreateAsync(new() { Charge = other, Amount = 4_000 });
        Assert.Equal(10_000, (await DisputeAsync(other, new() { ["amount"] = 10_000 })).Amount);
        using var tooMuch = await Sandbox.Http.PostAsync("/_sandbox/disputes", new StringContent($$"""{"charge":"{{await ChargeAsync()}}","amount":10001}"""));
        Assert.Equal(HttpStatusCode.BadRequest, tooMuch.StatusCode);
    }

    [Theory]
    [InlineData("evidence[bribe]=1", "evidence[bribe]", HttpStatusCode.BadRequest)]
    [InlineData("status=won", "status", HttpStatusCode.BadRequest)]
    [InlineData("evidence=x", "evidence", HttpStatusCode.BadRequest)]
    [InlineData("evidence[receipt]=file_1", "evidence[receipt]", HttpStatusCode.NotFound)]
    public async Task Update_WithABadParameter_NamesItAndSendsNothing(string form, string param, HttpStatusCode expected)
    {
        var dispute = await DisputeAsync(await ChargeAsync());
        var (status, body) = await PostAsync("/v1/disputes/" + dispute.Id, form);
        Assert.Equal((expected, param), (status, body["error"]!["param"]!.GetValue<string>()));
        Assert.Equal("needs_response", (await GetDisputeAsync(dispute.Id)).Status);
    }

    [Fact]
    public async Task Update_OfMetadataAlone_SendsNothingToTheBank()
    {
        var dispute = await DisputeAsync(await ChargeAsync());
        await Client.V1.Disputes.UpdateAsync(dispute.Id, new() { Metadata = new() { ["case"] = "7" } });
        dispute = await Client.V1.Disputes.GetAsync(dispute.Id, new() { Expand = ["charge", "payment_intent"] });
        Assert.Equal(("needs_response", "7", true), (dispute.Status, dispute.Metadata["case"], dispute.Charge.Disputed));
        Assert.Equal(dispute.PaymentIntentId, dispute.Charge.PaymentIntentId);
    }
}

/// <summary>An account that pays for answering a dispute, and whose refunds wait for money.</summary>
public sealed class CounterFeeTests : PayoutTest
{
    protected override StripeSandboxOptions Configure(StripeSandboxOptions options)
    {
        base.Configure(options);
        return new() { Urls = options.Urls, Clock = options.Clock, Webhooks = options.Webhooks, CounteredDisputeFeePence = 2_000, AutomaticPayouts = false };
    }

    [Theory]
    [InlineData("winning_evidence", 9_655 - 2_000)]
    [InlineData("losing_evidence", 9_655 - 10_000 - 4_000)]
    public async Task Answer_CostsAFeeThatComesBackWhenWon(string evidence, long left)
    {
        var session = await Sandbox.PaidSessionAsync("4000000000000077", 10_000);
        var dispute = await Sandbox.ControlAsync(HttpMethod.Post, "disputes", new() { ["charge"] = session.PaymentIntent.LatestChargeId });
        await Client.V1.Disputes.UpdateAsync(dispute["id"]!.GetValue<string>(), new() { Evidence = new() { UncategorizedText = evidence } });
        Assert.Equal((left, 0L), await BalanceAsync());
        var fees = (await Client.V1.BalanceTransactions.ListAsync(new() { Type = "stripe_fee" })).Select(r => (r.ReportingCategory, r.Net)).Reverse();
        Assert.Equal(evidence == "winning_evidence" ? [("fee", -2_000L), ("fee", 2_000L)] : [("fee", -2_000L)], fees);
    }
}
