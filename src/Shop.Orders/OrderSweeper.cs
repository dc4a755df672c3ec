using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Orders.Attachments;
using Shop.Orders.Retention;

namespace Shop.Orders;

/// <summary>Every minute ends the orders nobody paid; every quarter of an hour deletes the documents nobody needs; every hour erases the details whose time is over.</summary>
internal sealed class OrderSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OrderSweeper> log)
    : Sweeper(scopes, clock, log, TimeSpan.FromMinutes(1), atStart: false)
{
    private const int AttachmentsEvery = 15;
    private const int ErasureEvery = 60;

    protected override async Task RoundAsync(int round, CancellationToken ct)
    {
        await SendAsync(new LapseOrders(), ct);
        await SendAsync(new ForgetExpiredLinks(), ct);
        if ((round + 1) % AttachmentsEvery == 0) await SendAsync(new SweepAttachments(), ct);
        if ((round + 1) % ErasureEvery == 0) await SendAsync(new EraseOldDetails(), ct);
    }
}
