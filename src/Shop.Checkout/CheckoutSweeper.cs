using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Checkout;

/// <summary>Sends <see cref="SweepCheckouts"/> every quarter of an hour.</summary>
internal sealed class CheckoutSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<CheckoutSweeper> log) : BackgroundService
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
                var swept = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SweepCheckouts(), stoppingToken);
                if (swept > 0) log.LogInformation("Swept {Count} rows of expired checkouts", swept);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Sweeping expired checkouts failed; trying again in {Every}", Every);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
