using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Checkout;
using Shop.Kernel.Persistence;
using Shop.Orders;
using Shop.Orders.Attachments;
using Shop.Payments.Contracts;
using Shop.Tests.Baskets;
using Shop.Tests.Orders;
using Shop.Tests.TestData;

namespace Shop.Tests.Checkout;

/// <summary>A shop with the real catalogue, baskets and orders, where the test plays Stripe.</summary>
internal sealed class CheckoutShop : IAsyncDisposable
{
    private readonly ShopWithSeed _seed;

    private CheckoutShop(ShopWithSeed seed) => _seed = seed;

    public ShopWithSeed Catalogue => _seed;
    public TestShop Shop => _seed.Shop;
    public PlayedStripe Stripe => Shop.Services.GetRequiredService<PlayedStripe>();

    public static async Task<CheckoutShop> StartAsync(DatabaseProvider provider) => new(await ShopWithSeed.StartAsync(provider, services =>
    {
        services.AddSingleton<PlayedStripe>();
        services.AddScoped<IRequestHandler<StartPayment, StartPaymentResult>, PlayedStartPayment>();
        services.AddScoped<IRequestHandler<ClosePayment, PaymentState>, PlayedClosePayment>();
        services.AddScoped<IRequestHandler<Announce, Unit>, AnnounceHandler>();
    }));

    public static Contact Ada { get; } = new("Ada O'Neill", null, "ada@example.com", null, null, null, null, null);

    public static Contact AdaAtHome { get; } = Ada with { AddressLine1 = "12 Mill Lane", Town = "Larkmere", Postcode = "LM1 2AB" };

    /// <summary>A basket with contact, ready to pay.</summary>
    public async Task<string> BasketAsync(params Sample[] samples)
    {
        string? basketId = null;
        foreach (var sample in samples) basketId = (await AddAsync(sample, basketId)).BasketId;
        Assert.IsType<SaveContactResult.Saved>(await SendAsync(new SaveContact(basketId!, Ada)));
        return basketId!;
    }

    /// <summary>Adds a service with every document it needs.</summary>
    public async Task<(string BasketId, Guid LineId)> AddAsync(Sample sample, string? basketId = null)
    {
        var added = await _seed.AddAsync(sample, basketId);
        var line = (await _seed.BasketAsync(added.BasketId)).Lines.Single(l => l.LineId == added.LineId);
        foreach (var slot in line.Snapshot.Uploads.Where(u => u.Required))
            Assert.IsType<AddAttachmentResult.Added>(await SendAsync(new AddAttachment(added.LineId, slot, $"{slot.Id}.pdf", new MemoryStream(Make.Pdf()), "192.0.2.1")));
        return added;
    }

    public async Task<CheckoutView> ViewAsync(string basketId)
    {
        var view = await SendAsync(new GetCheckout(basketId));
        Assert.NotNull(view);
        return view;
    }

    /// <summary>"Accept and pay" from a check page that shows the basket as it is now.</summary>
    public async Task<AcceptAndPayResult> PayAsync(string basketId) => await PayAsync(basketId, (await ViewAsync(basketId)).ContentHash);

    public Task<AcceptAndPayResult> PayAsync(string basketId, string content) => SendAsync(new AcceptAndPay(basketId, content, Terms.CurrentVersion));

    /// <summary>The reference that the payer was sent to Stripe with.</summary>
    public static string ReferenceOf(AcceptAndPayResult result) => Assert.IsType<AcceptAndPayResult.GoToStripe>(result).Url.Segments[^1];

    /// <summary>Stripe says that the order was paid.</summary>
    public async Task PaidAsync(string reference)
    {
        var order = await OrderAsync(reference);
        await SendAsync(new Announce(new PaymentSucceeded(
            order.PaymentId!.Value, reference, order.TotalPence, Shop.Clock.GetUtcNow().UtcDateTime, $"ch_{reference}", "pi_1", "visa", "4242", null)));
    }

    public async Task<Order> OrderAsync(string reference) => (await OrdersAsync()).Single(o => o.Reference.Value == reference);

    public Task<List<Order>> OrdersAsync() => Shop.ReadAsync(db => db.Set<Order>().AsNoTracking().Include(o => o.Lines).OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).ToListAsync());

    public Task<T> SendAsync<T>(IRequest<T> request) => Shop.SendAsync(request);

    public ValueTask DisposeAsync() => _seed.DisposeAsync();
}

/// <summary>What Stripe answers; by reference.</summary>
internal sealed class PlayedStripe
{
    public Func<string, StartPaymentResult> OnStart { get; set; } = reference => new StartPaymentResult.GoTo(new Uri($"https://stripe.test/pay/{reference}"));

    /// <summary>Throws to play a Stripe that does not answer.</summary>
    public Func<string, Task<PaymentState>> OnClose { get; set; } = _ => Task.FromResult(PaymentState.Closed);
}

internal sealed class StripeIsAway() : PaymentProviderUnavailableException("No answer.", null);

internal sealed class PlayedStartPayment(PlayedStripe stripe) : IRequestHandler<StartPayment, StartPaymentResult>
{
    public Task<StartPaymentResult> Handle(StartPayment request, CancellationToken cancellationToken) => Task.FromResult(stripe.OnStart(request.Reference));
}

internal sealed class PlayedClosePayment(PlayedStripe stripe) : IRequestHandler<ClosePayment, PaymentState>
{
    public Task<PaymentState> Handle(ClosePayment request, CancellationToken cancellationToken) => stripe.OnClose(request.Reference);
}
