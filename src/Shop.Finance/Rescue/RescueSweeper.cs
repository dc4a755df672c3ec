using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Time;

namespace Shop.Finance.Rescue;

/// <summary>Every five minutes checks the last two days for orphan money, and once a London day the last 35.</summary>
internal sealed class RescueSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RescueSweeper> log)
    : Sweeper(scopes, clock, log, TimeSpan.FromMinutes(5), atStart: false)
{
    private const int OftenDays = 2;
    private const int DailyDays = 35;
    private DateOnly? wholeCheckOn;

    /// <summary>Where Stripe did not answer, the whole check is made up for in the next round.</summary>
    protected override async Task RoundAsync(int round, CancellationToken ct)
    {
        var whole = wholeCheckOn != Clock.Today();
        var check = await SendAsync(new CheckForOrphans(whole ? DailyDays : OftenDays), ct);
        if (whole && check is { StripeAnswered: true }) wholeCheckOn = Clock.Today();
    }
}
