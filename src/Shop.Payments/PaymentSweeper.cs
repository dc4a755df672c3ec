using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Payments.Webhooks;

namespace Shop.Payments;

/// <summary>Sweeps at the start, asking about every open attempt, and then every minute.</summary>
internal sealed class PaymentSweeper(IServiceScopeFactory scopes, ILogger<PaymentSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

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
            reachedStripe |= await SweepAsync(alsoOpen: !reachedStripe, forget: sweep++ % AnHour == 0, stoppingToken);
        }
        while (await NextAsync(timer, stoppingToken));
    }

    private async Task<bool> SweepAsync(bool alsoOpen, bool forget, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
            var result = await mediator.Send(new SweepPayments(alsoOpen), ct);
            if (forget) await mediator.Send(new ForgetWebhookBodies(), ct);
            return result.Complete;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
#pragma warning disable CA1031 // The sweeper outlives every fault; the next minute tries again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "The sweep of payments failed");
            return false;
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try { return await timer.WaitForNextTickAsync(ct); }
        catch (OperationCanceledException) { return false; }
    }
}
