using MediatR;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Search;
using Shop.Catalogue.Snapshot;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

/// <summary>Searches the services, best first. Changes and records nothing; <see cref="SearchPage.Recorded"/> is what may be recorded of it.</summary>
/// <param name="Text">As typed; only its first 200 characters count.</param>
/// <param name="Page">From 1; a page after the last shows the last.</param>
public sealed record SearchServices(string Text, int Page) : IQuery<SearchPage>;

/// <param name="Text">What was searched, trimmed.</param>
/// <param name="DidYouMean">The query with misspelt words put right; null when there was none.</param>
/// <param name="OrderReference">Set when an order reference was typed: nothing was searched.</param>
/// <param name="Suggestions">Most used services, where nothing was found.</param>
/// <param name="Recorded">Null when nothing was searched, and on later pages.</param>
public sealed record SearchPage(
    string Text,
    int Page,
    int Pages,
    int Total,
    IReadOnlyList<ServiceRow> Rows,
    string? DidYouMean,
    string? OrderReference,
    IReadOnlyList<ServiceLink> Suggestions,
    ContactPhone? Phone,
    ServicesSearched? Recorded);

/// <summary>Whom to call when stuck.</summary>
public sealed record ContactPhone(string Name, string Number, string? Hours);

internal sealed class SearchServicesHandler(ShopDbContext db, CurrentCatalogue current) : IRequestHandler<SearchServices, SearchPage>
{
    public const int PageSize = 10;
    private const int MostCharacters = 200;

    public async Task<SearchPage> Handle(SearchServices request, CancellationToken cancellationToken)
    {
        var catalogue = await current.ForPagesAsync(db, cancellationToken);
        var text = request.Text.Length > MostCharacters ? request.Text[..MostCharacters].Trim() : request.Text.Trim();
        if (OrderReference.TryParse(text, out var reference)) return Nothing(catalogue, text) with { OrderReference = reference.ToString() };
        if (text.Length == 0) return Nothing(catalogue, text);

        var hits = catalogue.Index.Find(text);
        var total = hits.Services.Count;
        var pages = NumberedPages.Count(total, PageSize);
        var page = Math.Clamp(request.Page, 1, pages);
        var marker = catalogue.Index.Marker(hits);
        return Nothing(catalogue, text) with
        {
            Page = page,
            Pages = pages,
            Total = total,
            Rows = [.. hits.Services.Skip((page - 1) * PageSize).Take(PageSize).Select(h => ServiceRow.Of(catalogue, h.Service, marker))],
            DidYouMean = hits.DidYouMean,
            Recorded = page == 1 ? new ServicesSearched(RecordedText.Of(text), total) : null,
        };
    }

    private static SearchPage Nothing(CatalogueSnapshot catalogue, string text) => new(
        text, 1, 1, 0, [], null, null,
        [.. catalogue.MostUsed.Select(s => new ServiceLink(s.Id, s.Definition.Title))],
        catalogue.Council is { } council ? new ContactPhone(council.Name, council.Phone, council.PhoneHours) : null,
        null);
}
