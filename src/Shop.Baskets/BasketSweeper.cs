using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;

namespace Shop.Baskets;

/// <summary>Sends <see cref="SweepBaskets"/> every quarter of an hour. A missed round costs nothing: an old basket is not shown anyway.</summary>
internal sealed class BasketSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<BasketSweeper> log)
    : Sweeper(scopes, clock, log, TimeSpan.FromMinutes(15))
{
    protected override async Task RoundAsync(int round, CancellationToken ct)
    {
        if (await SendAsync(new SweepBaskets(), ct) is var count and > 0) log.LogInformation("Swept {Count} expired baskets", count);
    }
}
