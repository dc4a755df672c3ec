using MediatR;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

/// <summary>What the home page shows; empty lists before the first import.</summary>
public sealed record GetHomePage : IQuery<HomePage>;

public sealed record HomePage(string? CouncilName, IReadOnlyList<AToZLetter> Letters, IReadOnlyList<ServiceLink> MostUsed, IReadOnlyList<CategoryLink> Categories);

public sealed record CategoryLink(string Id, string Name, string Summary);

internal sealed class GetHomePageHandler(ShopDbContext db, CurrentCatalogue current) : IRequestHandler<GetHomePage, HomePage>
{
    public async Task<HomePage> Handle(GetHomePage request, CancellationToken cancellationToken)
    {
        var catalogue = await current.ForPagesAsync(db, cancellationToken);
        return new HomePage(
            catalogue.Council?.Name,
            GetAToZHandler.LettersOf(catalogue.AToZ),
            [.. catalogue.MostUsed.Select(s => new ServiceLink(s.Id, s.Definition.Title))],
            [.. catalogue.Categories.Select(c => new CategoryLink(c.Id, c.Name, c.Summary))]);
    }
}
