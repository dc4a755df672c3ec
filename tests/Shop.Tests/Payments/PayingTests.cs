using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Tests.Payments;

/// <summary>What can happen between "Accept and pay" and the money, as rows, as told to others, and as Stripe has it.</summary>
public abstract class PayingTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Pay_CardAccepted_IsPaidOnceWithItsFee()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.PaidAtStripeAsync();
        await shop.HearAsync("checkout.session.completed");

        var payment = await shop.ReadAsync(reference);
        var charge = Assert.Single(await shop.ChargesAsync());
        Assert.Equal((PaymentState.Paid, 9_700L, 0L, charge.Id), (payment.State, payment.CapturedPence, payment.RefundedPence, payment.ChargeId));
        Assert.Equal(("visa", "0000", charge.Created), (payment.CardBrand, payment.CardLast4, payment.PaidAt));
        var succeeded = Assert.Single(shop.Told.Of<PaymentSucceeded>());
        Assert.Equal((reference, 9_700L, charge.Id, charge.PaymentIntentId), (succeeded.Reference, succeeded.AmountPence, succeeded.ChargeId, succeeded.PaymentIntentId));
        // 1.5 % and 20p on a UK card: £1.46 + £0.20, as Stripe's balance transaction says.
        Assert.Equal((166L, 9_534L), (payment.FeePence, payment.NetPence));
        Assert.Equal((166L, 9_534L), Assert.Single(shop.Told.Of<PaymentFeeKnown>()) is var fee ? (fee.FeePence, fee.NetPence) : default);
        Assert.Empty(shop.Told.Of<PaymentNeedsAttention>());
        Assert.Equal(AttemptState.Succeeded, Assert.Single(payment.Attempts).State);
    }

    [Fact]
    public async Task Pay_Started_StripeHasTheExactTerms()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.PaidAtStripeAsync();
        var attempt = Assert.Single((await shop.ReadAsync(reference)).Attempts);

        var session = await shop.Stripe.V1.Checkout.Sessions.GetAsync(
            attempt.SessionId, new() { Expand = ["payment_intent", "line_items"] }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((9_700L, "gbp", reference, "en-GB", "hosted_page"), (session.AmountTotal, session.Currency, session.ClientReferenceId, session.Locale, session.UiMode));
        Assert.Equal((reference, attempt.Id.ToString(), "1"), (session.Metadata["reference"], session.Metadata["attempt_id"], session.Metadata["order_id"]));
        Assert.Equal((reference, attempt.Id.ToString()), (session.PaymentIntent.Metadata["reference"], session.PaymentIntent.Metadata["attempt_id"]));
        Assert.Equal(("Skip permit", "SERVICES"), (session.PaymentIntent.Description, session.PaymentIntent.StatementDescriptorSuffix));
        Assert.Equal("http://shop.test/orders/t?session={CHECKOUT_SESSION_ID}", session.SuccessUrl);
        Assert.Equal(attempt.ExpiresAt, session.ExpiresAt);
        Assert.Equal(("Skip permit", 9_700L), Assert.Single(session.LineItems.Data) is var line ? (line.Description, line.AmountTotal) : default);
        Assert.Matches($"^cs:{reference}:1:[0-9a-f]{{16}}$", attempt.IdempotencyKey);
        Assert.Equal("NORTHMOOR* SERVICES", await shop.Shop.SendAsync(new GetCardStatement()));
    }

    [Fact]
    public async Task Pay_CardDeclined_IsNotChargedAndAnotherCardWorks()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        var url = await shop.StartAsync(reference);
        using var payer = shop.OpenBrowser();
        Assert.Null(await payer.PayAsync(url, Cards.InsufficientFunds));
        await shop.HearAsync("payment_intent.payment_failed");

        var status = (await shop.Shop.SendAsync(new CheckPayment(reference)))!;
        Assert.Equal((PaymentState.Awaiting, AttemptState.Open, true), (status.State, status.LastAttempt, status.AskedStripe));
        Assert.Equal("Your card was declined because there was not enough money in the account.", status.DeclineReason);
        Assert.Empty(await shop.ChargesAsync());
        Assert.Empty(shop.Told.Of<PaymentSucceeded>());

        Assert.Equal(url, await shop.StartAsync(reference));
        await payer.PayAsync(url, Cards.Gb);
        await shop.HearAsync("checkout.session.completed");
        status = await shop.StatusAsync(reference);
        Assert.Equal((PaymentState.Paid, null), (status.State, status.DeclineReason));
        Assert.Single(await shop.ChargesAsync());
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
    }

    [Theory]
    [InlineData("complete", PaymentState.Paid, AttemptState.Succeeded, 1)]
    [InlineData("fail", PaymentState.Awaiting, AttemptState.Open, 0)]
    public async Task Pay_BankAsksForProof_AsItIsAnswered(string outcome, PaymentState state, AttemptState attempt, int charges)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        using var payer = shop.OpenBrowser();
        var challenge = await payer.PayAsync(await shop.StartAsync(reference), Cards.ChallengeRequired);
        await shop.HearAsync("payment_intent.requires_action");
        Assert.Equal(PaymentState.Awaiting, (await shop.StatusAsync(reference)).State);
        await payer.AnswerChallengeAsync(challenge!, outcome);
        await shop.HearAsync(outcome == "fail" ? "payment_intent.payment_failed" : "checkout.session.completed");

        var status = (await shop.Shop.SendAsync(new CheckPayment(reference)))!;
        Assert.Equal((state, attempt), (status.State, status.LastAttempt));
        Assert.Equal(outcome == "fail", status.DeclineReason is not null);
        Assert.Equal((charges, charges), ((await shop.ChargesAsync()).Count, shop.Told.Of<PaymentSucceeded>().Count));
    }

    [Fact]
    public async Task Pay_Cancelled_IsNotChargedAndTheSameSessionWaits()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        var url = await shop.StartAsync(reference);

        var status = (await shop.Shop.SendAsync(new CheckPayment(reference)))!;
        Assert.Equal((PaymentState.Awaiting, AttemptState.Open, null), (status.State, status.LastAttempt, status.DeclineReason));
        Assert.Equal(url, await shop.StartAsync(reference));
        Assert.Single((await shop.ReadAsync(reference)).Attempts);
        Assert.Empty(await shop.ChargesAsync());
    }

    [Fact]
    public async Task Pay_BrowserClosedAndWebhookLost_SweeperFindsTheMoney()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        Assert.Equal(0, (await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false))).Looked);

        await shop.AdvanceAsync(TimeSpan.FromMinutes(2.1));
        Assert.Equal(new SweepResult(1, Complete: true), await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false)));
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        Assert.Equal(0, (await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: true))).Looked);
    }

    [Fact]
    public async Task Pay_ShopStoppedWhilePaying_FirstSweepAfterTheStartFindsTheMoney()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: true));
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
    }

    [Fact]
    public async Task Pay_WebhookLost_ReturnPageFindsTheMoney()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        for (var visit = 0; visit < 3; visit++)
        {
            var status = (await shop.Shop.SendAsync(new CheckPayment(reference)))!;
            Assert.Equal((PaymentState.Paid, "visa", "0000", true), (status.State, status.CardBrand, status.CardLast4, status.AskedStripe));
        }

        Assert.Single(shop.Told.Of<PaymentSucceeded>());
    }

    [Fact]
    public async Task Pay_WebhooksTripledAndShuffled_IsPaidOnce()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.ControlAsync("webhooks/mode", new() { ["duplicate"] = 3, ["order"] = "shuffle", ["parallel"] = 8 });
        var reference = await shop.PaidAtStripeAsync();
        await shop.HearAsync("checkout.session.completed");
        await shop.HearAsync("charge.succeeded");
        await shop.HearAsync("payment_intent.succeeded");
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        Assert.Single(shop.Told.Of<PaymentFeeKnown>());
        Assert.Single(await shop.ChargesAsync());
    }

    [Fact]
    public async Task Pay_WebhookBeforeTheSessionIsStored_FindsItsAttempt()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync("reset_after");
        Assert.IsType<StartPaymentResult.ProviderUnavailable>(await shop.Shop.SendAsync(new StartPayment(reference)));
        Assert.Null(Assert.Single((await shop.ReadAsync(reference)).Attempts).SessionId);

        var session = Assert.Single(await shop.SessionsAsync());
        using var payer = shop.OpenBrowser();
        await payer.PayAsync(session.Url, Cards.Gb);
        await shop.HearAsync("checkout.session.completed");
        var payment = await shop.ReadAsync(reference);
        Assert.Equal((PaymentState.Paid, session.Id), (payment.State, Assert.Single(payment.Attempts).SessionId));
        Assert.IsType<StartPaymentResult.AlreadyPaid>(await shop.Shop.SendAsync(new StartPayment(reference)));
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
    }

    [Fact]
    public async Task Pay_KilledBetweenCreateAndStore_SameSessionNextTime()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync("reset_after");
        Assert.IsType<StartPaymentResult.ProviderUnavailable>(await shop.Shop.SendAsync(new StartPayment(reference)));

        var url = await shop.StartAsync(reference);
        var session = Assert.Single(await shop.SessionsAsync());
        var attempt = Assert.Single((await shop.ReadAsync(reference)).Attempts);
        Assert.Equal((session.Url, session.Id, AttemptState.Open), (url, attempt.SessionId, attempt.State));
    }

    [Fact]
    public async Task Pay_KilledBetweenCreateAndStore_SweeperGetsTheSameSession()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync("reset_after");
        await shop.Shop.SendAsync(new StartPayment(reference));
        await shop.AdvanceAsync(TimeSpan.FromSeconds(61));
        await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false));

        var session = Assert.Single(await shop.SessionsAsync());
        var attempt = Assert.Single((await shop.ReadAsync(reference)).Attempts);
        Assert.Equal((session.Id, AttemptState.Open), (attempt.SessionId, attempt.State));
        Assert.Equal(session.Url, await shop.StartAsync(reference));
    }

    [Fact]
    public async Task Pay_KilledBeforeCreate_ReplayTooLateMakesAnotherAttempt()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync("reset_before");
        Assert.IsType<StartPaymentResult.ProviderUnavailable>(await shop.Shop.SendAsync(new StartPayment(reference)));
        Assert.Empty(await shop.SessionsAsync());

        // Stripe takes no session that ends within half an hour, so the old parameters are refused for good.
        await shop.AdvanceAsync(TimeSpan.FromMinutes(45));
        await shop.StartAsync(reference);
        Assert.Equal([AttemptState.Abandoned, AttemptState.Open], (await shop.ReadAsync(reference)).Attempts.Select(a => a.State));
        Assert.Single(await shop.SessionsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pay_SessionExpired_NothingChargedAndAnotherAttemptStarts(bool webhook)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        if (!webhook) await shop.DropWebhooksAsync();
        var reference = await shop.OpenAsync();
        var first = await shop.StartAsync(reference);
        await shop.AdvanceAsync(TimeSpan.FromMinutes(61));
        if (webhook) await shop.HearAsync("checkout.session.expired");
        else await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false));

        var status = (await shop.Shop.SendAsync(new CheckPayment(reference)))!;
        Assert.Equal((PaymentState.Awaiting, AttemptState.Expired), (status.State, status.LastAttempt));
        Assert.NotEqual(first, await shop.StartAsync(reference));
        Assert.Equal([AttemptState.Expired, AttemptState.Open], (await shop.ReadAsync(reference)).Attempts.Select(a => a.State));
        Assert.Empty(await shop.ChargesAsync());
    }

    [Fact]
    public async Task Pay_SessionAboutToEnd_IsExpiredBeforeAnotherIsMade()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.StartAsync(reference);
        await shop.AdvanceAsync(TimeSpan.FromMinutes(56));
        await shop.StartAsync(reference);
        Assert.Equal([AttemptState.Expired, AttemptState.Open], (await shop.ReadAsync(reference)).Attempts.Select(a => a.State));
        Assert.Equal(["open", "expired"], (await shop.SessionsAsync()).Select(s => s.Status));
    }

    [Fact]
    public async Task Pay_PaidInAnotherTabAndWebhookLost_NobodyIsSentToPayAgain()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        Assert.IsType<StartPaymentResult.AlreadyPaid>(await shop.Shop.SendAsync(new StartPayment(reference)));
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
        Assert.Single(await shop.SessionsAsync());
    }

    [Fact]
    public async Task Pay_ManyTabsAtOnce_OneSession()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        var urls = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => shop.StartAsync(reference))));
        Assert.Single(urls.Distinct());
        Assert.Single(await shop.SessionsAsync());
        Assert.Single((await shop.ReadAsync(reference)).Attempts);
    }

    [Fact]
    public async Task PrepareAttempt_ManyProcessesAtOnce_OneAttempt()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        var steps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => shop.Shop.SendAsync(new PrepareAttempt(reference)))));
        Assert.Single(steps.Cast<NextStep.Create>().Select(s => s.IdempotencyKey).Distinct());
        Assert.Single((await shop.ReadAsync(reference)).Attempts);
    }

    [Fact]
    public async Task Pay_TwoAttemptsBothPaid_FirstIsAcceptedAndSecondNeedsAttention()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var (reference, stray) = await StrayAsync(shop);
        using var payer = shop.OpenBrowser();
        await payer.PayAsync(await shop.StartAsync(reference), Cards.Gb);
        await shop.HearAsync("checkout.session.completed");
        var accepted = (await shop.ReadAsync(reference)).ChargeId;
        await payer.PayAsync(stray, Cards.Gb);
        await shop.HearAsync("checkout.session.completed");
        await HearAboutAsync(shop, reference, captured: 19_400);

        var payment = await shop.ReadAsync(reference);
        Assert.Equal((PaymentState.Paid, 19_400L, accepted, FitCheck.PaidTwice), (payment.State, payment.CapturedPence, payment.ChargeId, payment.AttentionReason));
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        Assert.Equal((9_700L, FitCheck.PaidTwice), Assert.Single(shop.Told.Of<PaymentNeedsAttention>()) is var told ? (told.AmountPence, told.Reason) : default);
    }

    [Fact]
    public async Task Pay_AfterItWasClosed_MoneyIsKeptAndNeedsAttention()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var (reference, stray) = await StrayAsync(shop);
        Assert.Equal(PaymentState.Closed, await shop.Shop.SendAsync(new ClosePayment(reference)));
        using var payer = shop.OpenBrowser();
        await payer.PayAsync(stray, Cards.Gb);
        await HearAboutAsync(shop, reference, captured: 9_700);

        var payment = await shop.ReadAsync(reference);
        Assert.Equal((PaymentState.Closed, FitCheck.TooLate), (payment.State, payment.AttentionReason));
        Assert.Empty(shop.Told.Of<PaymentSucceeded>());
        Assert.Equal(9_700, Assert.Single(shop.Told.Of<PaymentNeedsAttention>()).AmountPence);
    }

    [Fact]
    public async Task Pay_WrongAmountAtStripe_IsNotPaidAndNobodyPaysAgain()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync("reset_before");
        await shop.Shop.SendAsync(new StartPayment(reference));
        var attempt = Assert.Single((await shop.ReadAsync(reference)).Attempts);
        await PayForgedAsync(shop, reference, attempt.Id, 9_600);
        await HearAboutAsync(shop, reference, captured: 9_600);

        var payment = await shop.ReadAsync(reference);
        Assert.Equal((PaymentState.Awaiting, "Wrong amount: £96.00 was taken, £97.00 was due."), (payment.State, payment.AttentionReason));
        Assert.Empty(shop.Told.Of<PaymentSucceeded>());
        Assert.IsType<StartPaymentResult.Closed>(await shop.Shop.SendAsync(new StartPayment(reference)));
    }

    [Fact]
    public async Task Pay_SessionNobodyStarted_IsAdoptedAndNeedsAttention()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await PayForgedAsync(shop, reference, Guid.NewGuid(), 9_700);
        await HearAboutAsync(shop, reference, captured: 9_700);

        var payment = await shop.ReadAsync(reference);
        Assert.Equal((PaymentState.Awaiting, FitCheck.NotStartedHere), (payment.State, payment.AttentionReason));
        Assert.Equal(AttemptState.Succeeded, Assert.Single(payment.Attempts).State);
        Assert.Empty(shop.Told.Of<PaymentSucceeded>());
    }

    [Fact]
    public async Task Close_OpenSession_CannotBePaidAnyMore()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        var url = await shop.StartAsync(reference);
        Assert.Equal(PaymentState.Closed, await shop.Shop.SendAsync(new ClosePayment(reference)));
        Assert.Equal(PaymentState.Closed, await shop.Shop.SendAsync(new ClosePayment(reference)));

        using var payer = shop.OpenBrowser();
        await payer.PayAsync(url, Cards.Gb);
        Assert.Empty(await shop.ChargesAsync());
        Assert.IsType<StartPaymentResult.Closed>(await shop.Shop.SendAsync(new StartPayment(reference)));
        Assert.Equal(AttemptState.Expired, Assert.Single((await shop.ReadAsync(reference)).Attempts).State);
    }

    [Fact]
    public async Task Close_PaidMeanwhile_IsPaid()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        Assert.Equal(PaymentState.Paid, await shop.Shop.SendAsync(new ClosePayment(reference)));
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
    }

    [Fact]
    public async Task Close_StripeDown_ThrowsAndStaysPayable()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.StartAsync(reference);
        await shop.OrderFaultAsync("reset_before", "GET", "/v1/checkout/sessions/*");
        await Assert.ThrowsAsync<StripeUnavailableException>(() => shop.Shop.SendAsync(new ClosePayment(reference)));
        Assert.Equal(PaymentState.Awaiting, (await shop.StatusAsync(reference)).State);
    }

    [Fact]
    public async Task Refund_InStripesDashboard_IsTold()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.PaidAtStripeAsync();
        await shop.HearAsync("checkout.session.completed");
        await shop.RefundAsync((await shop.ReadAsync(reference)).ChargeId!, 2_500);
        await shop.HearAsync("charge.refunded");
        Assert.Equal(2_500, (await shop.StatusAsync(reference)).RefundedPence);
        Assert.Equal([2_500L], shop.Told.Of<PaymentRefunded>().Select(r => r.RefundedPence));
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fee_KnownLater_IsToldOnce(bool webhook)
    {
        await using var shop = await PaymentShop.StartAsync(provider, o => Copy(o, feesKnownAfter: TimeSpan.FromMinutes(10)));
        var reference = await shop.PaidAtStripeAsync();
        await shop.HearAsync("checkout.session.completed");
        Assert.Null(Assert.Single(shop.Told.Of<PaymentSucceeded>()).FeePence);
        Assert.Empty(shop.Told.Of<PaymentFeeKnown>());

        if (!webhook) await shop.DropWebhooksAsync();
        await shop.AdvanceAsync(TimeSpan.FromMinutes(11));
        if (webhook) await shop.HearAsync("charge.updated");
        await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false));
        Assert.Equal(166, Assert.Single(shop.Told.Of<PaymentFeeKnown>()).FeePence);
        Assert.Equal(166, (await shop.ReadAsync(reference)).FeePence);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        await shop.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(0, (await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: true))).Looked);
    }

    [Fact]
    public async Task ListStripeCharges_PaidRefundedAndDeclined_AreAsStripeHasThem()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var first = await shop.PaidAtStripeAsync(pence: 5_000);
        var second = await shop.PaidAtStripeAsync(pence: 700);
        await shop.PaidAtStripeAsync(Cards.Declined);
        var charge = (await shop.ChargesAsync()).Single(c => c.Amount == 700);
        await shop.RefundAsync(charge.Id, 100);

        var now = shop.Clock.GetUtcNow().UtcDateTime;
        var charges = await shop.Shop.SendAsync(new ListStripeCharges(now.AddHours(-1), now.AddHours(1)));
        Assert.Equal([(700L, 100L, second), (5_000L, 0L, first)], charges.Select(c => (c.CapturedPence, c.RefundedPence, c.Reference!)));
        Assert.Empty(await shop.Shop.SendAsync(new ListStripeCharges(now.AddHours(-2), now.AddHours(-1))));
    }

    /// <summary>A payment with a session at Stripe that the shop never learned of and gave up: its page can still be paid.</summary>
    private static async Task<(string Reference, string Url)> StrayAsync(PaymentShop shop)
    {
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync("reset_after");
        await shop.Shop.SendAsync(new StartPayment(reference));
        var payment = await shop.ReadAsync(reference);
        await shop.Shop.SendAsync(new AbandonAttempt(payment.Id, payment.Attempts[0].Id, "test"));
        return (reference, Assert.Single(await shop.SessionsAsync()).Url);
    }

    private static async Task PayForgedAsync(PaymentShop shop, string reference, Guid attemptId, long pence)
    {
        var metadata = new Dictionary<string, string> { ["reference"] = reference, ["attempt_id"] = attemptId.ToString() };
        var session = await shop.Stripe.V1.Checkout.Sessions.CreateAsync(new()
        {
            Mode = "payment",
            UiMode = "hosted_page",
            SuccessUrl = "http://shop.test/",
            ClientReferenceId = reference,
            Metadata = metadata,
            PaymentIntentData = new() { Metadata = metadata },
            LineItems = [new() { Quantity = 1, PriceData = new() { Currency = "gbp", UnitAmount = pence, ProductData = new() { Name = "Forged" } } }],
        });
        using var payer = shop.OpenBrowser();
        await payer.PayAsync(session.Url, Cards.Gb);
    }

    private static Task HearAboutAsync(PaymentShop shop, string reference, long captured) => PaymentShop.UntilAsync(
        async () =>
        {
            await shop.WorkAsync();
            return (await shop.ReadAsync(reference)).CapturedPence == captured;
        },
        $"{captured} pence on {reference}");

    private static StripeSandbox.StripeSandboxOptions Copy(StripeSandbox.StripeSandboxOptions o, TimeSpan feesKnownAfter) =>
        new() { Urls = o.Urls, Clock = o.Clock, Webhooks = o.Webhooks, FeesKnownAfter = feesKnownAfter };
}

public sealed class SqlitePayingTests() : PayingTests(DatabaseProvider.Sqlite);

public sealed class PostgresPayingTests() : PayingTests(DatabaseProvider.Postgres);
