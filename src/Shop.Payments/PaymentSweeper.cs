using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Payments.Events;
using Shop.Payments.Stripe;
using Shop.Payments.Webhooks;

namespace Shop.Payments;
/// <summary>Sweeps at the start, asking about every open attempt, and then every minute; reads Stripe's list of events at the start and every fifth minute.</summary>
internal sealed class PaymentSweeper(IServiceScopeFactory scopes, ILogger<PaymentSweeper> log)
    : Sweeper(scopes, TimeProvider.System, log, TimeSpan.FromMinutes(1))
{
    /// <summary>Sweeps between two readings of Stripe's list of events.</summary>
    private const int FiveMinutes = 5;

    /// <summary>Sweeps between two looks for old webhook bodies.</summary>
    private const int AnHour = 60;

    private bool _reachedStripe;

    protected override async Task RoundAsync(int round, CancellationToken ct)
    {
        // Until one sweep reached Stripe, open attempts count as unheard of since the start.
        _reachedStripe |= await SendAsync(new SweepPayments(AlsoOpen: !_reachedStripe), ct) is { Complete: true };
        await SendAsync(new SweepRefunds(), ct);
        if (round % FiveMinutes == 0) await SendAsync(new ReadStripeEvents(), ct);
        if (round % AnHour == 0) await SendAsync(new ForgetWebhookBodies(), ct);
    }

    protected override void Report(Exception fault, string request)
    {
        if (fault is StripeUnavailableException) log.LogWarning("Stripe was not asked: {Reason}", fault.Message);
        else base.Report(fault, request);
    }
}
