using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Kernel.Messaging;

/// <summary>
/// Work that comes round: a round at the start (unless <paramref name="atStart"/> is false) and then one every <paramref name="every"/>,
/// for as long as the shop runs. A request that fails is logged and comes again in the next round: a sweeper outlives a database or
/// Stripe that is away for a while.
/// </summary>
public abstract class Sweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger log, TimeSpan every, bool atStart = true) : BackgroundService
{
    protected TimeProvider Clock => clock;

    /// <summary>One round, counted from nought.</summary>
    protected abstract Task RoundAsync(int round, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        var round = 0;
        try
        {
            if (atStart) await RoundAsync(round++, stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken)) await RoundAsync(round++, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("The sweeper stops with the shop");
        }
    }

    /// <summary>Sends a request in a scope of its own. The default value when it failed, which is logged.</summary>
    protected async Task<T?> SendAsync<T>(IRequest<T> request, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
        }
#pragma warning disable CA1031 // The sweeper outlives every fault. A time-out is one too, though it comes as a cancellation.
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Report(e, request.GetType().Name);
            return default;
        }
    }

    /// <summary>An error; a module may know of a fault that is none of the shop's.</summary>
    protected virtual void Report(Exception fault, string request) => log.LogError(fault, "{Request} failed and will be tried again", request);
}
