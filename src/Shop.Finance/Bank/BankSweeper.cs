using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Finance.Bank.Matching;

namespace Shop.Finance.Bank;

/// <summary>Every hour looks at what is open on the bank: see <see cref="SweepBank"/>.</summary>
internal sealed class BankSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<BankSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await SweepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("The sweeper of the bank stops with the shop");
        }
    }

    /// <summary>A fault is logged and the next round tries again: the sweeper outlives a database that is away for a while.</summary>
    private async Task SweepAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SweepBank(), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            log.LogError(e, "The bank could not be swept and will be tried again");
        }
    }
}
