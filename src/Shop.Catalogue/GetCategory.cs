using MediatR;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

/// <summary>A category with its services by title. Null when there is none of this id.</summary>
public sealed record GetCategory(string Id) : IQuery<CategoryPage?>;

public sealed record CategoryPage(string Id, string Name, string Summary, IReadOnlyList<ServiceRow> Services);

internal sealed class GetCategoryHandler(ShopDbContext db, CurrentCatalogue current) : IRequestHandler<GetCategory, CategoryPage?>
{
    public async Task<CategoryPage?> Handle(GetCategory request, CancellationToken cancellationToken)
    {
        var catalogue = await current.ForPagesAsync(db, cancellationToken);
        if (catalogue.Categories.FirstOrDefault(c => c.Id == request.Id) is not { } category) return null;
        var services = catalogue.ByTitle.Where(s => s.Definition.Category == category.Id);
        return new CategoryPage(category.Id, category.Name, category.Summary, [.. services.Select(s => ServiceRow.Of(catalogue, s))]);
    }
}
