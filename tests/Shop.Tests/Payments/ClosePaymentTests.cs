using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Tests.Payments;

/// <summary>A payment that nobody shall make any more.</summary>
public abstract class ClosePaymentTests(DatabaseProvider provider)
{
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
}

public sealed class SqliteClosePaymentTests() : ClosePaymentTests(DatabaseProvider.Sqlite);

public sealed class PostgresClosePaymentTests() : ClosePaymentTests(DatabaseProvider.Postgres);
