using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Insight;

/// <summary>What residents searched for since a moment (UTC): the most frequent texts, and the most frequent that found nothing. 50 each.</summary>
public sealed record ListSearches(DateTime Since) : IQuery<Searches>;

/// <param name="Total">Searches in all.</param>
/// <param name="WithoutHits">Searches in all that found nothing.</param>
public sealed record Searches(int Total, int WithoutHits, IReadOnlyList<SearchRow> Top, IReadOnlyList<SearchRow> NothingFound);

/// <param name="Hits">How many services the text found at most.</param>
public sealed record SearchRow(string Text, int Times, int Hits);

internal sealed class ListSearchesHandler(ShopDbContext db) : IRequestHandler<ListSearches, Searches>
{
    private const int Most = 50;

    public async Task<Searches> Handle(ListSearches request, CancellationToken cancellationToken)
    {
        var all = db.Set<Search>().Where(s => s.At >= request.Since);
        var nothing = all.Where(s => s.Hits == 0);
        return new Searches(
            await all.CountAsync(cancellationToken), await nothing.CountAsync(cancellationToken),
            await Top(all).ToListAsync(cancellationToken), await Top(nothing).ToListAsync(cancellationToken));
    }

    private static IQueryable<SearchRow> Top(IQueryable<Search> searches) => searches
        .GroupBy(s => s.Text)
        .OrderByDescending(g => g.Count()).ThenBy(g => g.Key)
        .Take(Most)
        .Select(g => new SearchRow(g.Key, g.Count(), g.Max(s => s.Hits)));
}
