using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;

namespace Shop.Tests.Payments;

/// <summary>What can happen on Stripe's page, as rows, as told to others, and as Stripe has it.</summary>
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
}

public sealed class SqlitePayingTests() : PayingTests(DatabaseProvider.Sqlite);

public sealed class PostgresPayingTests() : PayingTests(DatabaseProvider.Postgres);
