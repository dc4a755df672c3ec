using System.Text.Json.Nodes;
using MediatR;
using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Events;
using Shop.Payments.Stripe;

namespace Shop.Tests.Payments;

/// <summary>A payer's bank takes money back, or asks about it: what it has cannot be refunded, and its word is followed to the end.</summary>
public abstract class DisputeTests(DatabaseProvider provider)
{
    private static readonly DateTime Deadline = new(2027, 1, 5, 23, 59, 59, DateTimeKind.Utc);

    [Theory]
    [InlineData("won", true)]
    [InlineData("lost", false)]
    [InlineData("warning_closed", true)]
    public async Task Dispute_Open_BlocksRefundsUntilItEndsWell(string ending, bool refundable)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await Refunding.PaidAsync(shop, hear: false);
        await shop.Shop.SendAsync(new SendRefund(await Refunding.RequestAsync(shop, reference, 700)));
        var inquiry = ending == "warning_closed";
        await SayAsync(shop, reference, inquiry ? "warning_needs_response" : "needs_response");
        var told = Assert.Single(shop.Told.Of<DisputeChanged>());
        Assert.Equal((inquiry ? DisputeState.InquiryOpen : DisputeState.NeedsResponse, inquiry, 9_000L, Deadline), (told.State, told.IsInquiry, told.AmountPence, told.EvidenceDueBy));
        if (!inquiry) Assert.IsType<RequestRefundResult.DisputeOpen>(await Refunding.AskAsync(shop, reference, 1));

        await SayAsync(shop, reference, ending);
        Assert.Equal(2, shop.Told.Of<DisputeChanged>().Count);
        Assert.Equal(refundable ? new RequestRefundResult.Recorded() : new RequestRefundResult.TooMuch(0), await Refunding.AskAsync(shop, reference, 9_000));
    }

    [Fact]
    public async Task Dispute_ListDoesNotAnswer_NothingIsSentOnAGuess()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await Refunding.PaidAsync(shop, hear: false);
        var id = await Refunding.RequestAsync(shop, reference, 9_700);
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
        await shop.Shop.SendAsync(new ReadStripeEvents());
        var reference = await Refunding.PaidAsync(shop, hear: false);
        await shop.Shop.SendAsync(new SendRefund(await Refunding.RequestAsync(shop, reference, 2_000)));
        var charge = Assert.Single(await shop.ChargesAsync());
        var dispute = (await shop.ControlAsync("disputes", new JsonObject { ["charge"] = charge.Id }))["id"]!.GetValue<string>();
        await LookAsync("charge.dispute.created");
        var told = Assert.Single(shop.Told.Of<DisputeChanged>());
        Assert.Equal((dispute, DisputeState.NeedsResponse, 7_700L), (told.DisputeId, told.State, told.AmountPence));
        Assert.NotNull(told.EvidenceDueBy);
        Assert.IsType<RequestRefundResult.DisputeOpen>(await Refunding.AskAsync(shop, reference, 1));

        await shop.ControlAsync($"disputes/{dispute}/{ending}");
        await LookAsync("charge.dispute.closed");
        Assert.Equal(end, shop.Told.Of<DisputeChanged>()[^1].State);
        Assert.Equal(end == DisputeState.Won ? new RequestRefundResult.Recorded() : new RequestRefundResult.TooMuch(0), await Refunding.AskAsync(shop, reference, 7_700));

        // The sweeper looks at a payment whose dispute it knows, or whose refund it watches; otherwise Stripe's list of events tells.
        async Task LookAsync(string type)
        {
            if (webhooks)
            {
                await shop.HearAsync(type);
                return;
            }

            await shop.AdvanceAsync(TimeSpan.FromHours(7));
            await shop.Shop.SendAsync(new ReadStripeEvents());
            await shop.WorkAsync();
            await shop.Shop.SendAsync(new SweepRefunds());
        }
    }

    /// <summary>The first word of a payment that reaches the shop at all is that its bank takes it back.</summary>
    [Fact]
    public async Task Dispute_ToldBeforeThePayment_IsPaidThenDisputed()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync(Cards.Disputed);
        var dispute = Assert.Single((await shop.Stripe.V1.Disputes.ListAsync(cancellationToken: TestContext.Current.CancellationToken)).Data);
        var about = $"\"object\":\"dispute\",\"id\":\"{dispute.Id}\",\"charge\":\"{dispute.ChargeId}\",\"payment_intent\":\"{dispute.PaymentIntentId}\"";
        await SignedEvents.PostAsync(shop, SignedEvents.Body("evt_dispute", "charge.dispute.created", about));
        await shop.WorkAsync();
        await SignedEvents.PostAsync(shop, SignedEvents.Body("evt_paid", "checkout.session.completed", SignedEvents.AboutSession(Assert.Single(await shop.SessionsAsync()).Id)));
        await shop.WorkAsync();

        Assert.Equal((PaymentState.Paid, 0L), (await shop.StatusAsync(reference)) is var status ? (status.State, status.RefundedPence) : default);
        // Who hears of a dispute knows what was paid.
        Assert.Equal([typeof(PaymentSucceeded), typeof(DisputeChanged)], shop.Told.Of<INotification>().Where(n => n is PaymentSucceeded or DisputeChanged).Select(n => n.GetType()));
        Assert.Equal((dispute.Id, 9_700L, DisputeState.NeedsResponse), Assert.Single(shop.Told.Of<DisputeChanged>()) is var told ? (told.DisputeId, told.AmountPence, told.State) : default);
        Assert.IsType<RequestRefundResult.DisputeOpen>(await Refunding.AskAsync(shop, reference, 1));
    }

    [Fact]
    public async Task Dispute_OpensBeforeARefundIsSent_TheRefundFailsAndSaysWhy()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await Refunding.PaidAsync(shop, hear: false);
        var id = await Refunding.RequestAsync(shop, reference, 9_700);
        await shop.ControlAsync("disputes", new JsonObject { ["charge"] = Assert.Single(await shop.ChargesAsync()).Id });
        Assert.Equal(RefundState.Failed, await shop.Shop.SendAsync(new SendRefund(id)));
        Assert.Equal((RefundState.Failed, "charge_disputed"), shop.Told.Of<RefundChanged>()[^1] is var told ? (told.State, told.FailureReason) : default);
        Assert.Empty(await shop.RefundsAsync());
    }

    [Fact]
    public async Task Inquiry_ClosedWithoutMoney_NeverBlocks()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop);
        var dispute = (await shop.ControlAsync("disputes", new JsonObject { ["charge"] = Assert.Single(await shop.ChargesAsync()).Id, ["inquiry"] = true }))["id"]!.GetValue<string>();
        await shop.HearAsync("charge.dispute.created");
        Assert.Equal((DisputeState.InquiryOpen, true), Assert.Single(shop.Told.Of<DisputeChanged>()) is var open ? (open.State, open.IsInquiry) : default);
        Assert.Equal(9_700, Assert.Single(await shop.Shop.SendAsync(new GetChargeMoney(reference))).LeftPence);
        await shop.ControlAsync($"disputes/{dispute}/win");
        await shop.HearAsync("charge.dispute.closed");
        Assert.Equal(DisputeState.InquiryClosed, shop.Told.Of<DisputeChanged>()[^1].State);
    }

    /// <summary>Stripe says of the payment's charge, beside its refunds, that a bank disputes it.</summary>
    private static async Task SayAsync(PaymentShop shop, string reference, string status, long pence = 9_000)
    {
        var payment = await shop.ReadAsync(reference);
        var stripe = (StripeSessions)shop.Shop.Services.GetService(typeof(StripeSessions))!;
        var seen = await stripe.FetchAsync(payment.Attempts[0].SessionId!, MoneyBackLook.Refunds, TestContext.Current.CancellationToken);
        var charge = seen.Payment!.Charge! with { Disputes = [new RemoteDispute("dp_1", pence, "fraudulent", status, Deadline, ["txn_d1"], Deadline.AddDays(-7))] };
        Assert.Equal(ApplyRemoteResult.Applied, await shop.Shop.SendAsync(new ApplyRemote(payment.Id, payment.Version, [seen with { Payment = seen.Payment with { Charge = charge } }])));
    }
}

public sealed class SqliteDisputeTests() : DisputeTests(DatabaseProvider.Sqlite);

public sealed class PostgresDisputeTests() : DisputeTests(DatabaseProvider.Postgres);
