using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Notifications;

/// <summary>Sends <see cref="ForgetOldMessages"/> every hour.</summary>
internal sealed class MessageSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<MessageSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var gone = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetOldMessages(), stoppingToken);
                if (gone > 0) log.LogInformation("Erased {Count} old messages", gone);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Erasing old messages failed; trying again in {Every}", Every);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
