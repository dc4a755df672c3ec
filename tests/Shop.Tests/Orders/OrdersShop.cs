using System.Collections.Concurrent;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Orders;

/// <summary>A shop whose payments are played by the test, and whose announcements it hears.</summary>
internal sealed class OrdersShop : IAsyncDisposable
{
    private OrdersShop(TestShop shop) => Shop = shop;

    public static readonly Actor Officer = new(Guid.Parse("0199b000-0000-7000-8000-000000000001"), "Sam Officer");

    public TestShop Shop { get; }
    public PlayedPayments Payments => Shop.Services.GetRequiredService<PlayedPayments>();
    public Heard Heard => Shop.Services.GetRequiredService<Heard>();
    public IAttachmentStore Store => Shop.Services.GetRequiredService<IAttachmentStore>();
    public DateTime Now => Shop.Clock.UtcNow();

    public static async Task<OrdersShop> StartAsync(DatabaseProvider provider, Action<IServiceCollection>? replace = null) => new(await TestShop.StartAsync(provider, replace: services =>
    {
        services.AddSingleton<PlayedPayments>();
        services.AddSingleton<Heard>();
        services.AddScoped<IRequestHandler<OpenPayment, Guid>, PlayedOpenPayment>();
        services.AddScoped<IRequestHandler<ClosePayment, PaymentState>, PlayedClosePayment>();
        services.AddScoped<IRequestHandler<Announce, Unit>, AnnounceHandler>();
        services.AddScoped<INotificationHandler<OrderPaid>, HeardHandler<OrderPaid>>();
        services.AddScoped<INotificationHandler<OrderLapsed>, HeardHandler<OrderLapsed>>();
        services.AddScoped<INotificationHandler<OrderLineFulfilled>, HeardHandler<OrderLineFulfilled>>();
        services.AddScoped<INotificationHandler<OrderLineRefused>, HeardHandler<OrderLineRefused>>();
        services.AddScoped<INotificationHandler<OrderRefunded>, HeardHandler<OrderRefunded>>();
        services.AddScoped<INotificationHandler<OrderRefundPaidOtherwise>, HeardHandler<OrderRefundPaidOtherwise>>();
        services.AddScoped<INotificationHandler<OrderLinkAsked>, HeardHandler<OrderLinkAsked>>();
        services.AddScoped<INotificationHandler<PayLinkSent>, HeardHandler<PayLinkSent>>();
        services.AddScoped<INotificationHandler<OrderNeedsAttention>, HeardHandler<OrderNeedsAttention>>();
        services.AddScoped<INotificationHandler<Audited>, HeardHandler<Audited>>();
        replace?.Invoke(services);
    }));

    public Task<T> SendAsync<T>(IRequest<T> request) => Shop.SendAsync(request);

    public Task PublishAsync(INotification notification) => Shop.SendAsync(new Announce(notification));

    public async Task<CreateOrderResult.Created> OrderAsync(params NewOrderLine[] lines) =>
        Assert.IsType<CreateOrderResult.Created>(await SendAsync(Make.Order(lines)));

    /// <summary>An order that was created and paid.</summary>
    public async Task<CreateOrderResult.Created> PaidOrderAsync(params NewOrderLine[] lines)
    {
        var created = await OrderAsync(lines);
        await PayAsync(created);
        return created;
    }

    public Task PayAsync(CreateOrderResult.Created order, string chargeId = "ch_1", long? amountPence = null) =>
        PublishAsync(Payments.Succeeded(order.Reference.Value, chargeId, amountPence, Now));

    public Task<Order> RowAsync(CreateOrderResult.Created created) => Shop.ReadAsync(db => db.FindOrderAsync(created.Reference.Value, CancellationToken.None))!;

    public async Task<DraftAttachment> UploadAsync(Guid draftId, string slot, string name = "plan.pdf", byte[]? content = null, int maxFiles = 2)
    {
        var result = await SendAsync(new AddAttachment(draftId, Make.Slot(slot, maxFiles: maxFiles), name, new MemoryStream(content ?? Make.Pdf()), "192.0.2.1"));
        return Assert.IsType<AddAttachmentResult.Added>(result).Attachment;
    }

    public string[] Files()
    {
        var folder = Path.Combine(Shop.Folder, "attachments");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();
}

/// <summary>What Payments would say.</summary>
internal sealed class PlayedPayments
{
    private readonly ConcurrentDictionary<string, (Guid Id, OpenPayment Request)> _opened = new();

    /// <summary>What closing answers for a reference; throws to play a Stripe that is down.</summary>
    public Func<string, PaymentState> OnClose { get; set; } = _ => PaymentState.Closed;

    public IReadOnlyCollection<OpenPayment> Opened => [.. _opened.Values.Select(v => v.Request)];

    public Guid Open(OpenPayment request) => _opened.GetOrAdd(request.Reference, _ => (Guid.CreateVersion7(), request)).Id;

    public PaymentSucceeded Succeeded(string reference, string chargeId, long? amountPence, DateTime at)
    {
        var (id, request) = _opened[reference];
        return new PaymentSucceeded(id, reference, amountPence ?? request.AmountPence, at, chargeId, "pi_1", "visa", "4242", null);
    }

    public Guid IdOf(string reference) => _opened[reference].Id;
}

internal sealed class PlayedOpenPayment(PlayedPayments payments) : IRequestHandler<OpenPayment, Guid>
{
    public Task<Guid> Handle(OpenPayment request, CancellationToken cancellationToken) => Task.FromResult(payments.Open(request));
}

internal sealed class PlayedClosePayment(PlayedPayments payments) : IRequestHandler<ClosePayment, PaymentState>
{
    public Task<PaymentState> Handle(ClosePayment request, CancellationToken cancellationToken) => Task.FromResult(payments.OnClose(request.Reference));
}

/// <summary>Publishes in a transaction, as the sender of the notification would.</summary>
internal sealed record Announce(INotification Notification) : ICommand<Unit>;

internal sealed class AnnounceHandler(IMediator mediator) : IRequestHandler<Announce, Unit>
{
    public async Task<Unit> Handle(Announce request, CancellationToken cancellationToken)
    {
        await mediator.Publish(request.Notification, cancellationToken);
        return Unit.Value;
    }
}

/// <summary>Announcements of transactions that committed.</summary>
internal sealed class Heard
{
    private readonly ConcurrentQueue<INotification> _all = new();

    public void Add(INotification notification) => _all.Enqueue(notification);

    public IReadOnlyList<T> Of<T>() => [.. _all.OfType<T>()];
}

internal sealed class HeardHandler<T>(Heard heard, AfterCommit afterCommit) : INotificationHandler<T>
    where T : INotification
{
    public Task Handle(T notification, CancellationToken cancellationToken)
    {
        afterCommit.Do(() => heard.Add(notification));
        return Task.CompletedTask;
    }
}

internal static class BrokenPayments
{
    /// <summary>Opening a payment fails, after the order was made in the same transaction.</summary>
    public static void AddBrokenPayments(this IServiceCollection services) =>
        services.AddScoped<IRequestHandler<OpenPayment, Guid>, BrokenOpenPayment>();

    private sealed class BrokenOpenPayment : IRequestHandler<OpenPayment, Guid>
    {
        public Task<Guid> Handle(OpenPayment request, CancellationToken cancellationToken) => throw new TimeoutException("The database is away.");
    }
}
