using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Insight;

/// <summary>Deletes searches older than <see cref="RetentionSettings.SearchDays"/>. Returns how many.</summary>
public sealed record ForgetSearches : ICommand<int>;

internal sealed class ForgetSearchesHandler(ShopDbContext db, RetentionSettings settings, TimeProvider clock) : IRequestHandler<ForgetSearches, int>
{
    public Task<int> Handle(ForgetSearches request, CancellationToken cancellationToken)
    {
        var before = clock.UtcNow().AddDays(-settings.SearchDays);
        return db.Set<Search>().Where(s => s.At < before).ExecuteDeleteAsync(cancellationToken);
    }
}
