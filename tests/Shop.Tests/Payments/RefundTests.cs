using System.Text.Json.Nodes;
using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;
using Shop.Payments.Webhooks;

namespace Shop.Tests.Payments;

/// <summary>Money going back, against the real sandbox: asked for once, made once, never over what is left, whatever is lost on the way.</summary>
public abstract class RefundTests(DatabaseProvider provider)
{
    private const string PendingThenSucceeds = "4000000000007726";
    private const string SucceedsThenFails = "4000000000005126";

    [Fact]
    public async Task Refund_RequestedAndSent_IsAtStripeOnceWithOurId()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop);
        var id = await RequestAsync(shop, reference, 2_500);
        Assert.Equal(0, (await shop.StatusAsync(reference)).RefundedPence);

        Assert.Equal(RefundState.Succeeded, await shop.Shop.SendAsync(new SendRefund(id)));
        Assert.Equal(RefundState.Succeeded, await shop.Shop.SendAsync(new SendRefund(id)));
        var refund = Assert.Single(await shop.RefundsAsync());
        Assert.Equal((2_500L, id.ToString(), reference), (refund.Amount, refund.Metadata["refund_id"], refund.Metadata["reference"]));
        Assert.Equal(2_500, (await shop.StatusAsync(reference)).RefundedPence);

        var told = shop.Told.Of<RefundChanged>();
        Assert.Equal([RefundState.Requested, RefundState.Succeeded], told.Select(t => t.State));
        Assert.Equal((id, refund.Id, refund.BalanceTransactionId, RefundOrigin.Officer), (told[1].RefundId, told[1].StripeRefundId, told[1].BalanceTransactionId, told[1].Origin));
        var total = Assert.Single(shop.Told.Of<PaymentRefunded>());
        Assert.Equal((2_500L, 2_500L), (total.RefundedPence, total.OwnPence));
        await shop.HearAsync("charge.refunded");
        Assert.Equal(2, shop.Told.Of<RefundChanged>().Count);
    }

    [Fact]
    public async Task Request_TwoOfficersAtOnce_OneRefund()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
            shop.Shop.SendAsync(new RequestRefund(Guid.CreateVersion7(), reference, null, 9_700, $"officer {i}", RefundOrigin.Officer)))));
        Assert.Single(results, r => r is RequestRefundResult.Recorded);
        Assert.All(results.Where(r => r is not RequestRefundResult.Recorded), r => Assert.Equal(new RequestRefundResult.TooMuch(0), r));
        await SweepAsync(shop);
        Assert.Equal(9_700, Assert.Single(await shop.RefundsAsync()).Amount);
    }

    [Fact]
    public async Task Request_SameIdAtOnce_IsOneRefund()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop);
        var request = new RequestRefund(Guid.CreateVersion7(), reference, null, 1_000, "double click", RefundOrigin.Officer);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => shop.Shop.SendAsync(request))));
        Assert.All(results, r => Assert.IsType<RequestRefundResult.Recorded>(r));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => shop.Shop.SendAsync(new SendRefund(request.RefundId)))));
        Assert.Equal(1_000, Assert.Single(await shop.RefundsAsync()).Amount);
        Assert.Single(shop.Told.Of<RefundChanged>(), t => t.State == RefundState.Requested);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Shop.SendAsync(request with { AmountPence = 1_001 }));
    }

    [Fact]
    public async Task Request_PartsToExactlyFull_ThenNotOnePennyMore()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop);
        foreach (var pence in new[] { 3_333L, 3_333L })
            Assert.Equal(RefundState.Succeeded, await shop.Shop.SendAsync(new SendRefund(await RequestAsync(shop, reference, pence))));
        Assert.Equal(new RequestRefundResult.TooMuch(3_034), await AskAsync(shop, reference, 3_035));
        var last = await RequestAsync(shop, reference, 3_034);
        // What is recorded counts before Stripe has it.
        Assert.Equal(new RequestRefundResult.TooMuch(0), await AskAsync(shop, reference, 1));
        await shop.Shop.SendAsync(new SendRefund(last));
        Assert.Equal(new RequestRefundResult.TooMuch(0), await AskAsync(shop, reference, 1));
        Assert.Equal((9_700L, 9_700L), ((await shop.StatusAsync(reference)).RefundedPence, Assert.Single(await shop.ChargesAsync()).AmountRefunded));
        Assert.Equal(3, (await shop.RefundsAsync()).Count);
    }

    [Fact]
    public async Task Request_NothingPaidOrAnothersCharge_IsUnknown()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var other = await PaidAsync(shop);
        var unpaid = await shop.OpenAsync();
        Assert.IsType<RequestRefundResult.UnknownCharge>(await AskAsync(shop, "NOBODY", 1));
        Assert.IsType<RequestRefundResult.UnknownCharge>(await AskAsync(shop, unpaid, 1));
        var charge = (await shop.ReadAsync(other)).ChargeId;
        Assert.IsType<RequestRefundResult.UnknownCharge>(await AskAsync(shop, unpaid, 1, charge));
    }

    /// <summary>The process stops between the row and the call.</summary>
    [Fact]
    public async Task Stop_BetweenRowAndCall_TheSweeperSends()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop);
        var id = await RequestAsync(shop, reference, 9_700);
        Assert.Empty(await shop.RefundsAsync());
        Assert.Equal(1, await SweepAsync(shop));
        Assert.Equal(id.ToString(), Assert.Single(await shop.RefundsAsync()).Metadata["refund_id"]);
        Assert.Equal(RefundState.Succeeded, shop.Told.Of<RefundChanged>()[^1].State);
        Assert.Equal(0, await SweepAsync(shop));
    }

    /// <summary>The process stops between Stripe's answer and its row; with the second, Stripe has forgotten the key meanwhile.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_AfterStripesAnswer_TheRefundIsFoundNotRepeated(bool keyKnown)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await PaidAsync(shop, hear: false);
        var id = await RequestAsync(shop, reference, 4_000);
        var charge = (await shop.ReadAsync(reference)).ChargeId!;
        if (keyKnown) await ((StripeMoneyBack)shop.Shop.Services.GetService(typeof(StripeMoneyBack))!).CreateAsync(id, reference, charge, 4_000, TestContext.Current.CancellationToken);
        else await shop.Stripe.V1.Refunds.CreateAsync(new() { Charge = charge, Amount = 4_000, Metadata = new() { ["refund_id"] = id.ToString() } }, cancellationToken: TestContext.Current.CancellationToken);

        await SweepAsync(shop);
        Assert.Single(await shop.RefundsAsync());
        Assert.Equal(4_000, (await shop.StatusAsync(reference)).RefundedPence);
        Assert.Equal((id, RefundOrigin.Officer), shop.Told.Of<RefundChanged>()[^1] is var told ? (told.RefundId, told.Origin) : default);
    }

    [Theory]
    [InlineData("reset_before")]
    [InlineData("reset_after")]
    [InlineData("status")]
    [InlineData("html")]
    [InlineData("429")]
    public async Task Send_Trouble_OneRefundInTheEnd(string kind)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await PaidAsync(shop, hear: false);
        var id = await RequestAsync(shop, reference, 9_700);
        await shop.OrderFaultAsync(kind, path: "/v1/refunds");
        try { await shop.Shop.SendAsync(new SendRefund(id)); }
        catch (StripeUnavailableException) { Assert.Equal(RefundState.Requested, Assert.Single((await MoneyAsync(shop, reference)).Refunds).State); }

        for (var i = 0; i < 4; i++) await SweepAsync(shop);
        Assert.Equal(9_700, Assert.Single(await shop.RefundsAsync()).Amount);
        Assert.Equal(RefundState.Succeeded, Assert.Single((await MoneyAsync(shop, reference)).Refunds).State);
    }

    [Fact]
    public async Task Send_FailureStoredUnderTheKey_FailsAndAnotherRefundSucceeds()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop);
        var id = await RequestAsync(shop, reference, 9_700);
        await shop.OrderFaultAsync("status", path: "/v1/refunds", times: 1, more: new() { ["sticky"] = true });
        Assert.Equal(RefundState.Failed, await shop.Shop.SendAsync(new SendRefund(id)));
        var told = shop.Told.Of<RefundChanged>()[^1];
        Assert.Equal((RefundState.Failed, "stored_failure", null), (told.State, told.FailureReason, told.StripeRefundId));
        Assert.Equal(RefundState.Succeeded, await shop.Shop.SendAsync(new SendRefund(await RequestAsync(shop, reference, 9_700))));
        Assert.Single(await shop.RefundsAsync());
    }

    [Fact]
    public async Task Dashboard_RefundUnknownToTheShop_IsAdoptedOnce()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop);
        var refund = await shop.RefundAsync((await shop.ReadAsync(reference)).ChargeId!, 2_500);
        await shop.HearAsync("charge.refunded");
        await shop.HearAsync("refund.created");
        var told = Assert.Single(shop.Told.Of<RefundChanged>());
        Assert.Equal((RefundOrigin.Dashboard, RefundState.Succeeded, refund.Id, 2_500L), (told.Origin, told.State, told.StripeRefundId, told.AmountPence));
        Assert.Equal(new RequestRefundResult.TooMuch(7_200), await AskAsync(shop, reference, 7_201));
        Assert.IsType<RequestRefundResult.Recorded>(await AskAsync(shop, reference, 7_200));
    }

    [Fact]
    public async Task Dashboard_RefundWhileOursWaits_NeverOverTheCharge()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop);
        var id = await RequestAsync(shop, reference, 9_000);
        await shop.RefundAsync((await shop.ReadAsync(reference)).ChargeId!, 2_500);
        Assert.Equal(RefundState.Failed, await shop.Shop.SendAsync(new SendRefund(id)));
        Assert.Equal(2_500, (await shop.StatusAsync(reference)).RefundedPence);
        Assert.Single(await shop.RefundsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refund_PendingThenSucceeds_IsTold(bool webhook)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop, PendingThenSucceeds);
        if (!webhook) await shop.DropWebhooksAsync();
        Assert.Equal(RefundState.Pending, await shop.Shop.SendAsync(new SendRefund(await RequestAsync(shop, reference, 9_700))));
        Assert.Equal(9_700, (await shop.StatusAsync(reference)).RefundedPence);
        await shop.AdvanceAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        if (webhook) await shop.HearAsync("refund.updated");
        else await shop.Shop.SendAsync(new SweepRefunds());
        Assert.Equal([RefundState.Requested, RefundState.Pending, RefundState.Succeeded], shop.Told.Of<RefundChanged>().Select(t => t.State));
        Assert.Single(shop.Told.Of<PaymentRefunded>());
    }

    [Fact]
    public async Task Refund_SucceedsThenFails_TheMoneyIsBackAndCanGoAgain()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop, SucceedsThenFails);
        Assert.Equal(RefundState.Succeeded, await shop.Shop.SendAsync(new SendRefund(await RequestAsync(shop, reference, 9_700))));
        await shop.AdvanceAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await shop.HearAsync("refund.failed");
        var told = shop.Told.Of<RefundChanged>()[^1];
        Assert.Equal((RefundState.Failed, "expired_or_canceled_card"), (told.State, told.FailureReason));
        Assert.NotNull(told.FailureBalanceTransactionId);
        Assert.Equal([9_700L, 0L], shop.Told.Of<PaymentRefunded>().Select(t => t.RefundedPence));
        Assert.IsType<RequestRefundResult.Recorded>(await AskAsync(shop, reference, 9_700));
    }

    /// <summary>refund.failed before refund.created, charge.refunded before the payment's own events, each of them several times.</summary>
    [Fact]
    public async Task Events_AllInReverseAndRepeated_EndTheSame()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.ControlAsync("webhooks/mode", new JsonObject { ["hold"] = true, ["order"] = "reverse", ["duplicate"] = 3 });
        var reference = await shop.PaidAtStripeAsync(SucceedsThenFails);
        var charge = Assert.Single(await shop.ChargesAsync());
        await shop.RefundAsync(charge.Id, 1_200);
        await shop.AdvanceAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await shop.ControlAsync("webhooks/release");
        await shop.HearAsync("refund.failed");
        await shop.HearAsync("refund.created");
        await shop.HearAsync("checkout.session.completed");
        await shop.HearAsync("charge.refunded");

        Assert.Equal((PaymentState.Paid, 0L), (await shop.StatusAsync(reference)) is var status ? (status.State, status.RefundedPence) : default);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        var told = shop.Told.Of<RefundChanged>();
        Assert.Equal((RefundState.Failed, RefundOrigin.Dashboard), (told[^1].State, told[^1].Origin));
        Assert.Single(told.Select(t => t.RefundId).Distinct());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PaidTwice_ByPolicy_TheSecondGoesBack(bool policy)
    {
        await using var shop = await PaymentShop.StartAsync(provider, returnStrayMoney: policy);
        var (reference, second) = await PaidTwiceAsync(shop);
        await SweepAsync(shop);
        await SweepAsync(shop);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        Assert.Single(shop.Told.Of<PaymentNeedsAttention>());
        if (!policy)
        {
            Assert.Empty(await shop.RefundsAsync());
            return;
        }

        var refund = Assert.Single(await shop.RefundsAsync());
        Assert.Equal((second, 9_700L), (refund.ChargeId, refund.Amount));
        Assert.Equal(RefundOrigin.Automatic, shop.Told.Of<RefundChanged>()[^1].Origin);
        var total = Assert.Single(shop.Told.Of<PaymentRefunded>());
        Assert.Equal((9_700L, 0L), (total.RefundedPence, total.OwnPence));
        Assert.False(await shop.Shop.SendAsync(new ReturnStrayMoney(reference, second, "again")));
    }

    [Fact]
    public async Task Timeline_PaidAndRefunded_SaysSoWithTheIds()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop);
        await shop.Shop.SendAsync(new SendRefund(await RequestAsync(shop, reference, 2_500)));
        await shop.HearAsync("charge.refunded");
        var lines = (await shop.Shop.SendAsync(new GetPaymentTimeline(reference)))!;
        var refund = Assert.Single(await shop.RefundsAsync());
        Assert.Contains(lines, l => l.What == "£97.00 became payable.");
        Assert.Contains(lines, l => l.What == "Attempt 1 paid: £97.00 was taken." && l.Ids.Contains(refund.ChargeId));
        Assert.Contains(lines, l => l.What == "A refund of £25.00 was recorded: for the test");
        Assert.Contains(lines, l => l.What == "A refund of £25.00 was sent to the card." && l.Ids.SequenceEqual([refund.Id, refund.BalanceTransactionId]));
        Assert.Contains(lines, l => l.Kind == TimelineKind.Message && l.What == "Stripe reported charge.refunded.");
        Assert.Equal(lines.OrderBy(l => l.At).Select(l => l.At), lines.Select(l => l.At));
        Assert.Null(await shop.Shop.SendAsync(new GetPaymentTimeline("NOBODY")));
    }

    [Theory]
    [InlineData("won", true)]
    [InlineData("lost", false)]
    [InlineData("warning_closed", true)]
    public async Task Dispute_Open_BlocksRefundsUntilItEndsWell(string ending, bool refundable)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await PaidAsync(shop, hear: false);
        await shop.Shop.SendAsync(new SendRefund(await RequestAsync(shop, reference, 700)));
        var inquiry = ending == "warning_closed";
        await SayAsync(shop, reference, inquiry ? "warning_needs_response" : "needs_response");
        var told = Assert.Single(shop.Told.Of<DisputeChanged>());
        Assert.Equal((inquiry ? DisputeState.InquiryOpen : DisputeState.NeedsResponse, inquiry, 9_000L, Deadline), (told.State, told.IsInquiry, told.AmountPence, told.EvidenceDueBy));
        if (!inquiry) Assert.IsType<RequestRefundResult.DisputeOpen>(await AskAsync(shop, reference, 1));

        await SayAsync(shop, reference, ending);
        Assert.Equal(2, shop.Told.Of<DisputeChanged>().Count);
        Assert.Equal(refundable ? new RequestRefundResult.Recorded() : new RequestRefundResult.TooMuch(0), await AskAsync(shop, reference, 9_000));
    }

    [Fact]
    public async Task Dispute_ListDoesNotAnswer_NothingIsSentOnAGuess()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await PaidAsync(shop, hear: false);
        var id = await RequestAsync(shop, reference, 9_700);
        await SayAsync(shop, reference, "needs_response", pence: 9_700);
        await shop.OrderFaultAsync("status", method: "GET", path: "/v1/disputes", times: 9, more: new() { ["status"] = 503 });
        // Stripe's list of disputes does not answer: nothing is sent on a guess.
        await Assert.ThrowsAsync<StripeUnavailableException>(() => shop.Shop.SendAsync(new SendRefund(id)));
        Assert.Empty(await shop.RefundsAsync());
    }

    /// <summary>A dispute whose event comes before the payment's own, won or lost after a partial refund; the sweeper finds what no webhook told.</summary>
    [Theory]
    [InlineData("win", DisputeState.Won, true)]
    [InlineData("lose", DisputeState.Lost, true)]
    [InlineData("lose", DisputeState.Lost, false)]
    public async Task Dispute_AtStripe_IsFollowedToItsEnd(string ending, DisputeState end, bool webhooks)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        if (!webhooks) await shop.DropWebhooksAsync();
        // Stripe's list is read from the first time on.
        await shop.Shop.SendAsync(new Shop.Payments.Events.ReadStripeEvents());
        var reference = await PaidAsync(shop, hear: false);
        await shop.Shop.SendAsync(new SendRefund(await RequestAsync(shop, reference, 2_000)));
        var charge = Assert.Single(await shop.ChargesAsync());
        var dispute = (await shop.ControlAsync("disputes", new JsonObject { ["charge"] = charge.Id }))["id"]!.GetValue<string>();
        await LookAsync("charge.dispute.created");
        var told = Assert.Single(shop.Told.Of<DisputeChanged>());
        Assert.Equal((dispute, DisputeState.NeedsResponse, 7_700L), (told.DisputeId, told.State, told.AmountPence));
        Assert.NotNull(told.EvidenceDueBy);
        Assert.IsType<RequestRefundResult.DisputeOpen>(await AskAsync(shop, reference, 1));

        await shop.ControlAsync($"disputes/{dispute}/{ending}");
        await LookAsync("charge.dispute.closed");
        Assert.Equal(end, shop.Told.Of<DisputeChanged>()[^1].State);
        Assert.Equal(end == DisputeState.Won ? new RequestRefundResult.Recorded() : new RequestRefundResult.TooMuch(0), await AskAsync(shop, reference, 7_700));

        // The sweeper looks at a payment whose dispute it knows, or whose refund it watches; otherwise Stripe's list of events tells.
        async Task LookAsync(string type)
        {
            if (webhooks)
            {
                await shop.HearAsync(type);
                return;
            }

            await shop.AdvanceAsync(TimeSpan.FromHours(7));
            await shop.Shop.SendAsync(new Shop.Payments.Events.ReadStripeEvents());
            await shop.WorkAsync();
            await shop.Shop.SendAsync(new SweepRefunds());
        }
    }

    [Fact]
    public async Task Dispute_OpensBeforeARefundIsSent_TheRefundFailsAndSaysWhy()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await PaidAsync(shop, hear: false);
        var id = await RequestAsync(shop, reference, 9_700);
        await shop.ControlAsync("disputes", new JsonObject { ["charge"] = Assert.Single(await shop.ChargesAsync()).Id });
        Assert.Equal(RefundState.Failed, await shop.Shop.SendAsync(new SendRefund(id)));
        Assert.Equal((RefundState.Failed, "charge_disputed"), shop.Told.Of<RefundChanged>()[^1] is var told ? (told.State, told.FailureReason) : default);
        Assert.Empty(await shop.RefundsAsync());
    }

    [Fact]
    public async Task Inquiry_ClosedWithoutMoney_NeverBlocks()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await PaidAsync(shop);
        var dispute = (await shop.ControlAsync("disputes", new JsonObject { ["charge"] = Assert.Single(await shop.ChargesAsync()).Id, ["inquiry"] = true }))["id"]!.GetValue<string>();
        await shop.HearAsync("charge.dispute.created");
        Assert.Equal((DisputeState.InquiryOpen, true), Assert.Single(shop.Told.Of<DisputeChanged>()) is var open ? (open.State, open.IsInquiry) : default);
        Assert.Equal(9_700, Assert.Single(await shop.Shop.SendAsync(new GetChargeMoney(reference))).LeftPence);
        await shop.ControlAsync($"disputes/{dispute}/win");
        await shop.HearAsync("charge.dispute.closed");
        Assert.Equal(DisputeState.InquiryClosed, shop.Told.Of<DisputeChanged>()[^1].State);
    }

    private static readonly DateTime Deadline = new(2027, 1, 5, 23, 59, 59, DateTimeKind.Utc);

    /// <summary>Stripe says of the payment's charge, beside its refunds, that a bank disputes it.</summary>
    private static async Task SayAsync(PaymentShop shop, string reference, string status, long pence = 9_000)
    {
        var payment = await shop.ReadAsync(reference);
        var stripe = (StripeSessions)shop.Shop.Services.GetService(typeof(StripeSessions))!;
        var seen = await stripe.FetchAsync(payment.Attempts[0].SessionId!, MoneyBackLook.Refunds, TestContext.Current.CancellationToken);
        var charge = seen.Payment!.Charge! with { Disputes = [new RemoteDispute("dp_1", pence, "fraudulent", status, Deadline, ["txn_d1"], Deadline.AddDays(-7))] };
        Assert.Equal(ApplyRemoteResult.Applied, await shop.Shop.SendAsync(new ApplyRemote(payment.Id, payment.Version, [seen with { Payment = seen.Payment with { Charge = charge } }])));
    }

    private static async Task<string> PaidAsync(PaymentShop shop, string card = Cards.Gb, bool hear = true)
    {
        var reference = await shop.PaidAtStripeAsync(card);
        if (hear) await shop.HearAsync("checkout.session.completed");
        else await shop.Shop.SendAsync(new CheckPayment(reference));
        return reference;
    }

    /// <summary>An attempt given up here whose page at Stripe was paid all the same, after another one had paid.</summary>
    private static async Task<(string Reference, string SecondCharge)> PaidTwiceAsync(PaymentShop shop)
    {
        var reference = await shop.OpenAsync();
        var step = Assert.IsType<NextStep.Create>(await shop.Shop.SendAsync(new PrepareAttempt(reference)));
        var stripe = (StripeSessions)shop.Shop.Services.GetService(typeof(StripeSessions))!;
        var stray = (await stripe.CreateAsync(step.Request, step.IdempotencyKey, TestContext.Current.CancellationToken)).Url!;
        await shop.Shop.SendAsync(new AbandonAttempt(step.PaymentId, step.AttemptId, "test"));
        using var payer = shop.OpenBrowser();
        await payer.PayAsync(await shop.StartAsync(reference), Cards.Gb);
        await shop.HearAsync("checkout.session.completed");
        var first = (await shop.ReadAsync(reference)).ChargeId;
        await payer.PayAsync(stray, Cards.Gb);
        await PaymentShop.UntilAsync(
            async () =>
            {
                await shop.WorkAsync();
                return shop.Told.Of<PaymentNeedsAttention>().Count == 1;
            },
            "the second payment");
        return (reference, (await shop.ChargesAsync()).Single(c => c.Id != first).Id);
    }

    private static Task<RequestRefundResult> AskAsync(PaymentShop shop, string reference, long pence, string? charge = null) =>
        shop.Shop.SendAsync(new RequestRefund(Guid.CreateVersion7(), reference, charge, pence, "for the test", RefundOrigin.Officer));

    private static async Task<Guid> RequestAsync(PaymentShop shop, string reference, long pence)
    {
        var id = Guid.CreateVersion7();
        Assert.IsType<RequestRefundResult.Recorded>(await shop.Shop.SendAsync(new RequestRefund(id, reference, null, pence, "for the test", RefundOrigin.Officer)));
        return id;
    }

    private static Task<Payment> MoneyAsync(PaymentShop shop, string reference) =>
        shop.Shop.ReadAsync(db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(db.Set<Payment>().WithMoney(), p => p.Reference == reference));

    private static async Task<int> SweepAsync(PaymentShop shop)
    {
        await shop.AdvanceAsync(TimeSpan.FromMinutes(3));
        return await shop.Shop.SendAsync(new SweepRefunds());
    }
}

public sealed class SqliteRefundTests() : RefundTests(DatabaseProvider.Sqlite);

public sealed class PostgresRefundTests() : RefundTests(DatabaseProvider.Postgres);
