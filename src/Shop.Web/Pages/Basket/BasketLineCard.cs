using Shop.Baskets.Contracts;
using Shop.Catalogue.Contracts;
using Shop.Checkout;
using Shop.Web.Pages.Checkout;

namespace Shop.Web.Pages.Basket;

/// <summary>One line of the basket page.</summary>
public sealed record BasketLineCard(BasketLineView Line, LineDocuments Documents, Council? Council)
{
    public string Title => Line.Snapshot.Title;

    public bool CanBeChanged => Line.State != BasketLineState.Withdrawn;

    public string Answered => Line.Snapshot.Answers.Count(a => a.Text.Length > 0) switch
    {
        1 => "1 question answered",
        var count => $"{count} questions answered",
    };

    /// <summary>"Site plan: plan.pdf", or what is still needed.</summary>
    public IEnumerable<string> DocumentWords => Documents.Slots.Select(s => s switch
    {
        { Files.Count: > 0 } => $"{s.Upload.Label}: {string.Join(", ", s.Files.Select(f => f.FileName))}",
        { Upload.Required: true } => $"{s.Upload.Label}: needed",
        _ => $"{s.Upload.Label}: none (optional)",
    });

    public string DocumentsPage => ShopPaths.Documents(Line.LineId);
}
