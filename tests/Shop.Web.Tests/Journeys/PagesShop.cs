using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Web.Tests.Orders;

namespace Shop.Web.Tests.Journeys;

/// <summary>A shop in which Stripe's word about an order's payment can be scripted: what no test card does.</summary>
public sealed class PagesShop : OrdersWebShop
{
    private readonly Dictionary<string, Func<PaymentStatus, PaymentStatus>> _script = [];

    /// <summary>An unpaid skip permit whose payment stands as <paramref name="said"/> says whenever it is asked for.</summary>
    public async Task<CreateOrderResult.Created> OrderWhoseAsync(Func<PaymentStatus, PaymentStatus> said)
    {
        var order = await OrderAsync(await SkipPermitAsync());
        _script[order.Reference.Value] = said;
        return order;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services =>
        {
            var real = services.Last(s => s.ServiceType == typeof(IRequestHandler<CheckPayment, PaymentStatus?>)).ImplementationType!;
            services.AddScoped<IRequestHandler<CheckPayment, PaymentStatus?>>(s => new Scripted(
                _script, (IRequestHandler<CheckPayment, PaymentStatus?>)ActivatorUtilities.CreateInstance(s, real), s.GetRequiredService<IMediator>()));
        });
    }

    private sealed class Scripted(
        Dictionary<string, Func<PaymentStatus, PaymentStatus>> script, IRequestHandler<CheckPayment, PaymentStatus?> real, IMediator mediator)
        : IRequestHandler<CheckPayment, PaymentStatus?>
    {
        public async Task<PaymentStatus?> Handle(CheckPayment request, CancellationToken cancellationToken) =>
            script.TryGetValue(request.Reference, out var said)
                ? said((await mediator.Send(new GetPayment(request.Reference), cancellationToken))!)
                : await real.Handle(request, cancellationToken);
    }
}
