using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Notifications.Sending;

/// <summary>Sends mail when the bell rings, and looks by itself for retries and for what a stopped shop left.</summary>
internal sealed class MailWorker(IServiceScopeFactory scopes, MailBell bell, ILogger<MailWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendAsync(stoppingToken) > 0) stoppingToken.ThrowIfCancellationRequested();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Sending mail failed; trying again");
            }

            await bell.WaitAsync(LookEvery, stoppingToken);
        }
    }

    private async Task<int> SendAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SendDueMail(), ct);
    }
}
