using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Finance.Payouts;

/// <summary>Brings finance up to date with Stripe at the start, every few minutes and when a payout was told of; compares all there is once a night.</summary>
internal sealed class PayoutWorker(IServiceScopeFactory scopes, PayoutBell bell, ILogger<PayoutWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await OutliveAsync(stoppingToken);
            try { await bell.WaitAsync(Interval, stoppingToken); }
            catch (OperationCanceledException) { return; }
        }
    }

    private async Task OutliveAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
            if (!await mediator.Send(new ImportStripe(), ct)) log.LogWarning("Stripe did not answer; the balance is read later");
            await mediator.Send(new ReconcileWhenDue(), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // The worker outlives every fault; the next turn goes on where this one stopped.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Stripe's balance could not be brought up to date");
        }
    }
}
