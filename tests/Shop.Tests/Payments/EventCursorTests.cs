using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Payments.Events;
using Shop.Payments.Stripe;
using Shop.Payments.Webhooks;

namespace Shop.Tests.Payments;

/// <summary>Stripe's own list of events, read where webhooks bring nothing.</summary>
public abstract class EventCursorTests(DatabaseProvider provider)
{
    private static readonly Actor Officer = new(Guid.CreateVersion7(), "Alex Gray");

    [Fact]
    public async Task Read_EveryWebhookLost_PaysTheOrder()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.Shop.SendAsync(new ReadStripeEvents());
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();

        Assert.True(await shop.Shop.SendAsync(new ReadStripeEvents()) > 0);
        await shop.WorkAsync();
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
    }

    [Fact]
    public async Task Read_Twice_KeepsEachEventOnce()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.Shop.SendAsync(new ReadStripeEvents());
        await shop.DropWebhooksAsync();
        await shop.PaidAtStripeAsync();
        var first = await shop.Shop.SendAsync(new ReadStripeEvents());
        Assert.Equal(0, await shop.Shop.SendAsync(new ReadStripeEvents()));
        Assert.Equal(first, await shop.Shop.ReadAsync(db => db.Set<WebhookEvent>().CountAsync()));
    }

    [Fact]
    public async Task Read_MoreThanAPage_BringsAll()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.Shop.SendAsync(new ReadStripeEvents());
        await shop.DropWebhooksAsync();
        for (var i = 0; i < 30; i++) await shop.PaidAtStripeAsync();
        var listed = 0;
        await foreach (var _ in shop.Stripe.V1.Events.ListAutoPagingAsync(cancellationToken: TestContext.Current.CancellationToken)) listed++;
        Assert.True(listed > 100, $"Only {listed} events: one page would do.");
        Assert.Equal(listed, await shop.Shop.SendAsync(new ReadStripeEvents()));
    }

    [Fact]
    public async Task Read_StripeFails_MovesNothingAndTheNextBringsAll()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.Shop.SendAsync(new ReadStripeEvents());
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        var before = await CursorAsync(shop);
        await shop.OrderFaultAsync("html", "GET", "/v1/events");
        await Assert.ThrowsAsync<StripeUnavailableException>(() => shop.Shop.SendAsync(new ReadStripeEvents()));
        Assert.Equal(before.ReadUntil, (await CursorAsync(shop)).ReadUntil);

        await shop.Shop.SendAsync(new ReadStripeEvents());
        await shop.WorkAsync();
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
    }

    [Fact]
    public async Task Read_After31Days_AlarmsUntilSomebodyHasLooked()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.Shop.SendAsync(new ReadStripeEvents());
        var silentSince = (await CursorAsync(shop)).ReadUntil;
        Assert.Null(await shop.Shop.SendAsync(new GetEventGap()));

        await shop.AdvanceAsync(TimeSpan.FromDays(31));
        await shop.Shop.SendAsync(new ReadStripeEvents());
        var gap = Assert.IsType<EventGap>(await shop.Shop.SendAsync(new GetEventGap()));
        Assert.Equal(silentSince, gap.From);
        Assert.InRange(gap.Until - gap.From, TimeSpan.FromDays(1), TimeSpan.FromDays(1.1));

        await shop.Shop.SendAsync(new ReadStripeEvents());
        Assert.Equal((gap.From, gap.Until), ((await shop.Shop.SendAsync(new GetEventGap()))!.From, (await shop.Shop.SendAsync(new GetEventGap()))!.Until));

        Assert.True(await shop.Shop.SendAsync(new CloseEventGap(Officer, "agrees to the penny")));
        Assert.False(await shop.Shop.SendAsync(new CloseEventGap(Officer, "agrees to the penny")));
        Assert.Null(await shop.Shop.SendAsync(new GetEventGap()));
    }

    [Fact]
    public async Task Read_After29Days_MissesNothing()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.Shop.SendAsync(new ReadStripeEvents());
        await shop.AdvanceAsync(TimeSpan.FromDays(29));
        await shop.Shop.SendAsync(new ReadStripeEvents());
        Assert.Null(await shop.Shop.SendAsync(new GetEventGap()));
    }

    [Fact]
    public async Task Retry_FailedForGood_IsWorkedAgain()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        await shop.Shop.SendAsync(new ReadStripeEvents());
        await shop.Shop.ReadAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE payments_webhook_event SET \"State\" = 'Failed', \"NextTryAt\" = NULL, \"Tries\" = 9"));
        await shop.WorkAsync();
        Assert.Equal(PaymentState.Awaiting, (await shop.StatusAsync(reference)).State);

        var failed = await shop.Shop.SendAsync(new ListWebhookEvents(WebhookState.Failed, 0, 50));
        foreach (var row in failed.Rows) Assert.True(await shop.Shop.SendAsync(new RetryWebhookEvent(Officer, row.EventId, "Stripe is back")));
        Assert.False(await shop.Shop.SendAsync(new RetryWebhookEvent(Officer, failed.Rows[0].EventId, "once more")));
        Assert.False(await shop.Shop.SendAsync(new RetryWebhookEvent(Officer, "evt_unknown", "once more")));
        await shop.WorkAsync();
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
    }

    private static Task<EventCursor> CursorAsync(PaymentShop shop) => shop.Shop.ReadAsync(db => db.Set<EventCursor>().AsNoTracking().SingleAsync());
}

public sealed class EventCursorOnSqliteTests() : EventCursorTests(DatabaseProvider.Sqlite);

public sealed class EventCursorOnPostgresTests() : EventCursorTests(DatabaseProvider.Postgres);
