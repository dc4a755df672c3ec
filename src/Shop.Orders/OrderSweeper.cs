using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Orders.Attachments;
using Shop.Orders.Retention;

namespace Shop.Orders;

/// <summary>Every minute ends the orders nobody paid; every quarter of an hour deletes the documents nobody needs; every hour erases the details whose time is over.</summary>
internal sealed class OrderSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OrderSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private const int AttachmentsEvery = 15;
    private const int ErasureEvery = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            for (var minute = 1; await timer.WaitForNextTickAsync(stoppingToken); minute++)
            {
                await SendAsync(new LapseOrders(), stoppingToken);
                await SendAsync(new ForgetExpiredLinks(), stoppingToken);
                if (minute % AttachmentsEvery == 0) await SendAsync(new SweepAttachments(), stoppingToken);
                if (minute % ErasureEvery == 0) await SendAsync(new EraseOldDetails(), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("The sweeper of orders stops with the shop");
        }
    }

    /// <summary>A fault is logged and the next round tries again: the sweeper outlives a database or Stripe that is away for a while.</summary>
    private async Task SendAsync<T>(IRequest<T> request, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            log.LogError(e, "{Request} failed and will be tried again", request.GetType().Name);
        }
    }
}
