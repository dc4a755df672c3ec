using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;

namespace Shop.Tests.Payments;

/// <summary>Money that is not what was asked for is kept on its payment, never taken for it.</summary>
public abstract class MisfitMoneyTests(DatabaseProvider provider)
{
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
}

public sealed class SqliteMisfitMoneyTests() : MisfitMoneyTests(DatabaseProvider.Sqlite);

public sealed class PostgresMisfitMoneyTests() : MisfitMoneyTests(DatabaseProvider.Postgres);
