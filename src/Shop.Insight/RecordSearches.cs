using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Insight;

/// <summary>Writes searches in one go.</summary>
internal sealed record RecordSearches(IReadOnlyList<Search> Searches) : ICommand<Unit>;

internal sealed class RecordSearchesHandler(ShopDbContext db) : IRequestHandler<RecordSearches, Unit>
{
    public Task<Unit> Handle(RecordSearches request, CancellationToken cancellationToken)
    {
        db.AddRange(request.Searches);
        return Unit.Task;
    }
}

/// <summary>Empties the buffer every few seconds, and once more when the shop stops.</summary>
internal sealed class SearchWriter(SearchBuffer buffer, IServiceScopeFactory scopes, TimeProvider clock, ILogger<SearchWriter> log) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await buffer.WaitAsync(stoppingToken))
            {
                await Task.Delay(Gather, clock, stoppingToken);
                await WriteAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        var searches = buffer.Take(Batch);
        if (searches.Count == 0) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RecordSearches(searches), CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Lost {Count} searches", searches.Count);
        }
    }
}
