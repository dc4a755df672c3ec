using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;

namespace Shop.Notifications;

/// <summary>Sends <see cref="ForgetOldMessages"/> every hour.</summary>
internal sealed class MessageSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<MessageSweeper> log)
    : Sweeper(scopes, clock, log, TimeSpan.FromHours(1))
{
    protected override async Task RoundAsync(int round, CancellationToken ct)
    {
        if (await SendAsync(new ForgetOldMessages(), ct) is var count and > 0) log.LogInformation("Erased {Count} old messages", count);
    }
}
