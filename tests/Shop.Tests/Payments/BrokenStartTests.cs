using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;

namespace Shop.Tests.Payments;

/// <summary>The shop or the line breaks between the attempt's row and Stripe's session.</summary>
public abstract class BrokenStartTests(DatabaseProvider provider)
{
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
}

public sealed class SqliteBrokenStartTests() : BrokenStartTests(DatabaseProvider.Sqlite);

public sealed class PostgresBrokenStartTests() : BrokenStartTests(DatabaseProvider.Postgres);
