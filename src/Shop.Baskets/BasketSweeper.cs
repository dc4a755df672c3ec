using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Baskets;

/// <summary>Sends <see cref="SweepBaskets"/> every quarter of an hour. A missed round costs nothing: an old basket is not shown anyway.</summary>
internal sealed class BasketSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<BasketSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var swept = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SweepBaskets(), stoppingToken);
                if (swept > 0) log.LogInformation("Swept {Count} expired baskets", swept);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Sweeping expired baskets failed; trying again in {Every}", Every);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
