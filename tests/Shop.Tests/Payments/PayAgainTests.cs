using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;

namespace Shop.Tests.Payments;

/// <summary>Somebody comes back to pay, or pays from two tabs: there is never a second session that could be paid, too.</summary>
public abstract class PayAgainTests(DatabaseProvider provider)
{
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
}

public sealed class SqlitePayAgainTests() : PayAgainTests(DatabaseProvider.Sqlite);

public sealed class PostgresPayAgainTests() : PayAgainTests(DatabaseProvider.Postgres);
