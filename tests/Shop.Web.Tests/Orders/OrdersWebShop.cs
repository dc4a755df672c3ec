using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Web.Tests.Orders;

/// <summary>A whole shop in which a test can place and pay orders without walking through the pages.</summary>
public class OrdersWebShop : WebShop
{
    public const string Hostile = "<svg/onload=alert(1)>";

    /// <summary>Who every request comes from; null for nobody.</summary>
    public ClaimsPrincipal? Staff { get; set; }

    public static ClaimsPrincipal Officer(StaffRole role, params string[] teams) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()), new Claim(ClaimTypes.Name, "Sam Officer"), new Claim(ClaimTypes.Role, role.ToString()),
            .. teams.Select(t => new Claim(StaffPrincipal.TeamClaim, t)),
        ], "test"));

    public string AttachmentFolder => Path.Combine(Folder, "attachments");

    public IReadOnlyList<string> StoredFiles() =>
        Directory.Exists(AttachmentFolder) ? Directory.GetFiles(AttachmentFolder, "*", SearchOption.AllDirectories) : [];

    public DateTime Now => Services.GetRequiredService<TimeProvider>().UtcNow();

    public async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>The service as it is sold today, with an answer that tries to run.</summary>
    public async Task<LineSnapshot> LineAsync(string serviceId, int quantity = 1, params (string Option, string Choice)[] choices)
    {
        var quote = await SendAsync(new GetQuote(serviceId, choices.ToDictionary(c => c.Option, c => c.Choice), quantity, null));
        var line = Assert.IsType<QuoteResult.Priced>(quote).Line;
        return line with { Uploads = [], Answers = [new Answer("note", "Anything else", $"First line\n{Hostile}", new Dictionary<string, string>())] };
    }

    public Task<LineSnapshot> SkipPermitAsync() => LineAsync("skip-permit", 1, ("length", "2-weeks"));

    public Task<LineSnapshot> CertificatesAsync() =>
        LineAsync("certificate-copy", 2, ("type", "birth"), ("speed", "standard"), ("reference", "known"), ("delivery", "collect"));

    public async Task<CreateOrderResult.Created> OrderAsync(params LineSnapshot[] lines)
    {
        var payer = new Payer($"Ada {Hostile}", $"Ltd {Hostile}", "ada@example.com", "07700 900123", [$"1 High Street {Hostile}", "Larkmere"], "LM1 1AA");
        var result = await SendAsync(new CreateOrder(Guid.NewGuid().ToString(), payer, [.. lines.Select(l => new NewOrderLine(Guid.NewGuid(), l))], "2026-01"));
        return Assert.IsType<CreateOrderResult.Created>(result);
    }

    public async Task<CreateOrderResult.Created> PaidOrderAsync(params LineSnapshot[] lines)
    {
        var order = await OrderAsync(lines);
        if (order.ToPay) await PayAsync(order, $"ch_{Guid.NewGuid():N}");
        return order;
    }

    /// <summary>As if Stripe had said so.</summary>
    public async Task PayAsync(CreateOrderResult.Created order, string chargeId, long? amountPence = null, DateTime? paidAt = null)
    {
        var payment = (await SendAsync(new GetPayment(order.Reference.Value)))!;
        await PublishAsync(new PaymentSucceeded(payment.PaymentId, payment.Reference, amountPence ?? payment.AmountPence, paidAt ?? Now, chargeId, "pi_1", "visa", "4242", null));
    }

    public Task PublishAsync(INotification notification) => SendAsync(new Announce(notification));

    /// <summary>As if a day had passed and nobody had paid.</summary>
    public Task LapseAsync(CreateOrderResult.Created order) =>
        ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE orders_order SET State = 'Lapsed', LapsedAt = PayableUntil WHERE Id = {order.OrderId}"));

    public Task ExpireLinksAsync(CreateOrderResult.Created order) =>
        ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE orders_order_link SET ExpiresAt = '2020-01-01 00:00:00' WHERE OrderId = {order.OrderId}"));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Limits:PostsPerMinute", "10000");
        builder.UseSetting("Limits:PayPagesPerMinute", "10000");
        builder.ConfigureTestServices(services =>
        {
            services.AddScoped<IRequestHandler<Announce, Unit>, AnnounceHandler>();
            services.AddSingleton<IStartupFilter>(new SignedInAs(() => Staff));
        });
    }

    /// <summary>Publishes in a transaction, as the sender of the notification would.</summary>
    private sealed record Announce(INotification Notification) : ICommand<Unit>;

    private sealed class AnnounceHandler(IMediator mediator) : IRequestHandler<Announce, Unit>
    {
        public async Task<Unit> Handle(Announce request, CancellationToken cancellationToken)
        {
            await mediator.Publish(request.Notification, cancellationToken);
            return Unit.Value;
        }
    }
}
