using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Payments.Events;
using Shop.Payments.Stripe;
using Shop.Payments.Webhooks;

namespace Shop.Payments;

/// <summary>Sweeps at the start, asking about every open attempt, and then every minute; reads Stripe's list of events at the start and every fifth minute.</summary>
internal sealed class PaymentSweeper(IServiceScopeFactory scopes, ILogger<PaymentSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Sweeps between two readings of Stripe's list of events.</summary>
    private const int FiveMinutes = 5;

    /// <summary>Sweeps between two looks for old webhook bodies.</summary>
    private const int AnHour = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        var reachedStripe = false;
        var sweep = 0;
        do
        {
            // Until one sweep reached Stripe, open attempts count as unheard of since the start.
            reachedStripe |= await OutliveAsync(mediator => mediator.Send(new SweepPayments(AlsoOpen: !reachedStripe), stoppingToken), stoppingToken) is { Complete: true };
            await OutliveAsync(mediator => mediator.Send(new SweepRefunds(), stoppingToken), stoppingToken);
            if (sweep % FiveMinutes == 0) await OutliveAsync(mediator => mediator.Send(new ReadStripeEvents(), stoppingToken), stoppingToken);
            if (sweep % AnHour == 0) await OutliveAsync(mediator => mediator.Send(new ForgetWebhookBodies(), stoppingToken), stoppingToken);
            sweep++;
        }
        while (await NextAsync(timer, stoppingToken));
    }

    /// <summary>The default value when it failed or the shop stops: each step has its own scope and none takes the others down.</summary>
    private async Task<T?> OutliveAsync<T>(Func<IMediator, Task<T>> step, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await step(scope.ServiceProvider.GetRequiredService<IMediator>());
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return default;
        }
        catch (StripeUnavailableException e)
        {
            log.LogWarning("Stripe was not asked: {Reason}", e.Message);
            return default;
        }
#pragma warning disable CA1031 // The sweeper outlives every fault; the next minute tries again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "A step of the sweep of payments failed");
            return default;
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try { return await timer.WaitForNextTickAsync(ct); }
        catch (OperationCanceledException) { return false; }
    }
}
