using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;

namespace Shop.Checkout;

/// <summary>Sends <see cref="SweepCheckouts"/> every quarter of an hour.</summary>
internal sealed class CheckoutSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<CheckoutSweeper> log)
    : Sweeper(scopes, clock, log, TimeSpan.FromMinutes(15))
{
    protected override async Task RoundAsync(int round, CancellationToken ct)
    {
        if (await SendAsync(new SweepCheckouts(), ct) is var count and > 0) log.LogInformation("Swept {Count} rows of expired checkouts", count);
    }
}
