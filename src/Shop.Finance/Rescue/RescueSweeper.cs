using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Time;

namespace Shop.Finance.Rescue;

/// <summary>Every five minutes checks the last two days for orphan money, and once a London day the last 35.</summary>
internal sealed class RescueSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RescueSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    private const int OftenDays = 2;
    private const int DailyDays = 35;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        DateOnly? wholeCheckOn = null;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var whole = wholeCheckOn != clock.Today();
                if (await CheckAsync(whole ? DailyDays : OftenDays, stoppingToken) && whole) wholeCheckOn = clock.Today();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("The sweeper of orphan money stops with the shop");
        }
    }

    /// <summary>False when Stripe was not compared with: the whole check is made up for later.</summary>
    private async Task<bool> CheckAsync(int days, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CheckForOrphans(days), ct)).StripeAnswered;
        }
#pragma warning disable CA1031 // The sweeper outlives every fault; the next round tries again.
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogError(e, "The check for orphan money failed and will be tried again");
            return false;
        }
    }
}
