using MediatR;
using Shop.Catalogue.AToZ;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

/// <summary>The A to Z: the entries under one letter with cross references, or without a letter all titles. Null when <paramref name="Letter"/> is no letter.</summary>
public sealed record GetAToZ(string? Letter) : IQuery<AToZView?>;

/// <param name="Letter">Null for all.</param>
/// <param name="Groups">One a letter, without empty ones; a single one, perhaps empty, when a letter was asked for.</param>
public sealed record AToZView(IReadOnlyList<AToZLetter> Letters, char? Letter, IReadOnlyList<AToZGroup> Groups);

public sealed record AToZLetter(char Letter, bool HasEntries);

public sealed record AToZGroup(char Letter, IReadOnlyList<AToZEntry> Entries);

/// <param name="IsCrossReference">"Kerb, dropped: see Dropped kerb"; otherwise the heading is the service's title.</param>
public sealed record AToZEntry(string Heading, bool IsCrossReference, IReadOnlyList<ServiceLink> Services);

public sealed record ServiceLink(string Id, string Title);

internal sealed class GetAToZHandler(ShopDbContext db, CurrentCatalogue current) : IRequestHandler<GetAToZ, AToZView?>
{
    public async Task<AToZView?> Handle(GetAToZ request, CancellationToken cancellationToken)
    {
        if (request.Letter is { Length: not 1 } or [not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))]) return null;
        var index = (await current.ForPagesAsync(db, cancellationToken)).AToZ;
        char? letter = request.Letter is [var c] ? char.ToUpperInvariant(c) : null;
        var groups = letter is { } only
            ? [new AToZGroup(only, index.Under(only))]
            : AToZIndex.Letters
                .Select(l => new AToZGroup(l, [.. index.Under(l).Where(e => !e.IsCrossReference)]))
                .Where(g => g.Entries.Count > 0).ToList();
        return new AToZView(LettersOf(index), letter, groups);
    }

    internal static IReadOnlyList<AToZLetter> LettersOf(AToZIndex index) => [.. AToZIndex.Letters.Select(l => new AToZLetter(l, index.Has(l)))];
}
