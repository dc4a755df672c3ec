using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Ledger.Income;
using Shop.Finance.Takings;
using Shop.Kernel.Messaging;

namespace Shop.Finance.Ledger;

/// <summary>Seals journals within seconds after their commit, releases income in advance when its period has come, and adds up days whose payments changed.</summary>
internal sealed class LedgerWorker(IServiceScopeFactory scopes, LedgerBell bell, ILogger<LedgerWorker> log) : BackgroundService
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(15);

    /// <summary>Rings come in crowds: what was posted within a second is sealed together.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await DrainAsync(new ReleaseIncome(), stoppingToken);
                await DrainAsync(new SealJournals(), stoppingToken);
                await DrainAsync(new AddUpTakings(), stoppingToken, AddUpTakings.AtATime);
                await bell.WaitAsync(AtMost, stoppingToken);
                await Task.Delay(Gather, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("The worker of the ledger stops with the shop");
        }
    }

    /// <param name="full">As long as so much was done at once, more may wait. What comes meanwhile waits for the next round: while people pay, today changes all the time.</param>
    private async Task DrainAsync(ICommand<int> command, CancellationToken ct, int full = 1)
    {
        try
        {
            while (await SendAsync(command, ct) >= full) { }
        }
#pragma warning disable CA1031 // The worker outlives every fault; what waits stands in its table.
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogError(e, "{Command} failed and will be tried again", command.GetType().Name);
        }
    }

    private async Task<int> SendAsync(ICommand<int> command, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct);
    }
}
