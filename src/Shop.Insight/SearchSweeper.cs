using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;

namespace Shop.Insight;

/// <summary>Sends <see cref="ForgetSearches"/> every hour.</summary>
internal sealed class SearchSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SearchSweeper> log)
    : Sweeper(scopes, clock, log, TimeSpan.FromHours(1))
{
    protected override async Task RoundAsync(int round, CancellationToken ct)
    {
        if (await SendAsync(new ForgetSearches(), ct) is var count and > 0) log.LogInformation("Deleted {Count} old searches", count);
    }
}
