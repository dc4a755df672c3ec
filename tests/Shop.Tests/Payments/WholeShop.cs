using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalogue.Contracts;
using Shop.Finance.Takings;
using Shop.Kernel.Persistence;
using Shop.Notifications;
using Shop.Orders;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;
using Shop.Tests.Finance;
using Shop.Tests.Orders;

namespace Shop.Tests.Payments;

/// <summary>Orders, payments, finance and mails together on the sandbox, in a process that can die.</summary>
internal sealed class WholeShop : IAsyncDisposable
{
    private WholeShop(PaymentShop payments, Mortality mortality)
    {
        (Payments, Mortality) = (payments, mortality);
        // What Stripe is being asked stays unanswered, and nothing more is asked.
        mortality.OnDeath = () => payments.Shop.Services.GetRequiredService<StripeConnection>().Dispose();
    }

    public PaymentShop Payments { get; }
    public Mortality Mortality { get; }

    public static async Task<WholeShop> StartAsync(DatabaseProvider provider, bool webhooks = true)
    {
        var mortality = new Mortality();
        var payments = await PaymentShop.StartAsync(
            provider, whole: true, more: services =>
            {
                services.AddScoped<IRequestHandler<Announce, Unit>, AnnounceHandler>();
                services.AddScoped<IRequestHandler<GetCouncil, Council?>, MoneyShop.AnswerGetCouncil>();
                mortality.Register(services);
            });
        if (!webhooks) await payments.DropWebhooksAsync();
        return new WholeShop(payments, mortality);
    }

    public Task<T> SendAsync<T>(IRequest<T> request) => Payments.Shop.SendAsync(request);

    public Task<T> ReadAsync<T>(Func<ShopDbContext, Task<T>> read) => Payments.Shop.ReadAsync(read);

    /// <summary>The shop has left Stripe alone for long enough.</summary>
    public Task PauseIsOverAsync() => Payments.AdvanceAsync(TimeSpan.FromSeconds(16));

    public Task StartAgainAsync() => Mortality.StartAgainAsync(Payments);

    /// <summary>Sends what is to die; fails when it does not.</summary>
    public async Task DiesAsync<T>(IRequest<T> request)
    {
        try
        {
            await SendAsync(request);
        }
#pragma warning disable CA1031 // Whatever the dying process says, it is dead.
        catch (Exception)
#pragma warning restore CA1031
        {
            Assert.True(Mortality.IsDead);
        }

        Assert.True(Mortality.IsDead, "It was to die and did not.");
    }

    public async Task<CreateOrderResult.Created> OrderAsync(params NewOrderLine[] lines) =>
        Assert.IsType<CreateOrderResult.Created>(await SendAsync(Make.Order(lines.Length > 0 ? lines : [Make.Line(Make.SkipPermit())])));

    /// <summary>An order whose payer is done at Stripe's page; the shop has not heard of it.</summary>
    public async Task<CreateOrderResult.Created> PaidAtStripeAsync(string card = Cards.Gb)
    {
        var order = await OrderAsync();
        await PayAsync(order, card);
        return order;
    }

    public async Task<string?> PayAsync(CreateOrderResult.Created order, string card = Cards.Gb)
    {
        using var payer = Payments.OpenBrowser();
        return await payer.PayAsync(await Payments.StartAsync(order.Reference.Value), card);
    }

    public async Task<OrderState> StateAsync(CreateOrderResult.Created order) => (await RowAsync(order)).State;

    public Task<Order> RowAsync(CreateOrderResult.Created order) => ReadAsync(db => db.Set<Order>().AsNoTracking().Include(o => o.OtherMoney).SingleAsync(o => o.Id == order.OrderId));

    /// <summary>"NewOrder, Receipt": the kinds of the mails written, sorted.</summary>
    public async Task<string> MailsAsync() =>
        string.Join(", ", (await ReadAsync(db => db.Set<Message>().Select(m => m.Kind).ToListAsync())).Select(k => k.ToString()).Order(StringComparer.Ordinal));

    /// <summary>Order, payment, finance's record and mails say: paid once.</summary>
    public async Task ExpectPaidOnceAsync(CreateOrderResult.Created order)
    {
        var row = await RowAsync(order);
        Assert.Equal((OrderState.Paid, 0L), (row.State, row.OtherMoneyPence));
        Assert.Equal(PaymentState.Paid, (await Payments.StatusAsync(order.Reference.Value)).State);
        Assert.Equal(row.TotalPence, Assert.Single(await Payments.ChargesAsync()).Amount);
        Assert.Equal("NewOrder, Receipt", await MailsAsync());
        Assert.Equal(1, await ReadAsync(db => db.Set<FinancePayment>().CountAsync(p => p.Reference == order.Reference.Value && p.GrossPence == row.TotalPence)));
    }

    public ValueTask DisposeAsync() => Payments.DisposeAsync();
}
