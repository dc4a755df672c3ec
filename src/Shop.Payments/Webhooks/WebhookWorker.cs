using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Payments.Webhooks;

/// <summary>Works events as they come in, and every few seconds those whose next try is due.</summary>
internal sealed class WebhookWorker(IServiceScopeFactory scopes, WebhookBell bell, ILogger<WebhookWorker> log) : BackgroundService
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await DrainAsync(stoppingToken);
            try { await bell.WaitAsync(AtMost, stoppingToken); }
            catch (OperationCanceledException) { return; }
        }
    }

    private async Task DrainAsync(CancellationToken ct)
    {
        try
        {
            while (await WorkAsync(ct) > 0) { }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // The worker outlives every fault; events wait in their table.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Events could not be worked");
        }
    }

    private async Task<int> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new WorkWebhookEvents(), ct);
    }
}
