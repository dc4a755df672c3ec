using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue.Snapshot;

/// <summary>
/// Looks twice a second whether another process imported a catalogue, so that pages and search follow within a second,
/// and tells this process when they do. One tiny query each time.
/// </summary>
internal sealed class CatalogueWatcher(IServiceScopeFactory scopes, CurrentCatalogue current, CatalogueBell bell, DatabaseCondition condition, ILogger<CatalogueWatcher> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private int _announced = -1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A damaged database has nothing to tell until somebody restores it and starts the shop again.
        while (!stoppingToken.IsCancellationRequested && condition.Damage is null)
        {
            try
            {
                await LookAsync(stoppingToken);
                await bell.WaitAsync(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "The catalogue could not be read; trying again");
                await Task.Delay(Pause, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Takes over a new version and announces it; does nothing when the version is the one announced last.</summary>
    internal async Task LookAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var snapshot = await current.ForPricesAsync(scope.ServiceProvider.GetRequiredService<ShopDbContext>(), ct);
        if (snapshot.Version == _announced) return;
        // Building the index here keeps the wait away from the first resident who searches.
        log.LogInformation("Showing catalogue version {Version} with {Terms} search terms", snapshot.Version, snapshot.Index.TermCount);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Publish(new CatalogueRefreshed(snapshot.Version), ct);
        _announced = snapshot.Version;
    }
}
