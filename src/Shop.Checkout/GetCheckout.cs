using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Baskets.Contracts;
using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;

namespace Shop.Checkout;

/// <summary>Everything between the basket and the payment: the lines at today's prices, their documents, who pays, and what is still missing. Null when there is no basket.</summary>
public sealed record GetCheckout(string BasketId) : IQuery<CheckoutView?>;

/// <param name="Entered">The contact page as it was saved; null before.</param>
/// <param name="ContentHash">Of all a resident sees on the check page; an order is placed from exactly this.</param>
public sealed record CheckoutView(BasketView Basket, IReadOnlyList<LineDocuments> Documents, Contact? Entered, string ContentHash)
{
    /// <summary>Above £250 a VAT invoice must show the customer's name and address (VAT Notice 700, section 16.6); in pence.</summary>
    public const long SimplifiedInvoiceLimitPence = 25_000;

    public bool NeedsAddress => AsksForAddress(Basket);

    /// <summary>Who pays; null until it was entered, and again once the basket grew and needs an address that was not.</summary>
    public Contact? Contact => ContactFor(Basket, Entered);

    /// <summary>The first thing in the way of paying.</summary>
    public CheckoutStep NextStep =>
        !Basket.CanBePaid ? CheckoutStep.Basket
        : LineWithoutDocuments is not null ? CheckoutStep.Documents
        : Contact is null ? CheckoutStep.Contact
        : CheckoutStep.Check;

    /// <summary>The first line that still lacks a document it needs.</summary>
    public Guid? LineWithoutDocuments => Documents.FirstOrDefault(d => d.Missing.Count > 0)?.LineId;

    public LineDocuments DocumentsOf(Guid lineId) => Documents.Single(d => d.LineId == lineId);

    internal static bool AsksForAddress(BasketView basket) => basket.GrossPence > SimplifiedInvoiceLimitPence;

    internal static Contact? ContactFor(BasketView basket, Contact? entered) =>
        !AsksForAddress(basket) ? entered?.WithoutAddress()
        : entered is { HasAddress: true } ? entered
        : null;
}

/// <param name="Slots">Each document the service asks for, with what was uploaded.</param>
public sealed record LineDocuments(Guid LineId, IReadOnlyList<DocumentSlot> Slots)
{
    /// <summary>Labels of needed documents that are not there.</summary>
    public IReadOnlyList<string> Missing => [.. Slots.Where(s => s.Upload.Required && s.Files.Count == 0).Select(s => s.Upload.Label)];
}

public sealed record DocumentSlot(UploadSlot Upload, IReadOnlyList<DraftAttachment> Files);

/// <summary>The pages in their order; none can be skipped.</summary>
public enum CheckoutStep { Basket, Documents, Contact, Check }

internal sealed class GetCheckoutHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<GetCheckout, CheckoutView?>
{
    public async Task<CheckoutView?> Handle(GetCheckout request, CancellationToken cancellationToken)
    {
        var basket = await mediator.Send(new GetBasket(request.BasketId), cancellationToken);
        if (basket is null) return null;
        var documents = await DocumentsAsync(basket, cancellationToken);
        var details = await db.Set<GuestDetails>().AsNoTracking().SingleOrDefaultAsync(d => d.BasketId == request.BasketId, cancellationToken);
        var entered = details?.ToContact();
        return new CheckoutView(basket, documents, entered, Hash(basket, documents, CheckoutView.ContactFor(basket, entered)));
    }

    private async Task<IReadOnlyList<LineDocuments>> DocumentsAsync(BasketView basket, CancellationToken ct)
    {
        var asking = basket.Lines.Where(l => l.Uploads.Count > 0).Select(l => l.LineId).ToList();
        var files = asking.Count == 0 ? [] : await mediator.Send(new GetDraftAttachments(asking), ct);
        return
        [
            .. basket.Lines.Select(l => new LineDocuments(l.LineId,
                [.. l.Uploads.Select(u => new DocumentSlot(u, [.. files.Where(f => f.DraftId == l.LineId && f.UploadId == u.Id)]))]))
        ];
    }

    private static string Hash(BasketView basket, IReadOnlyList<LineDocuments> documents, Contact? contact)
    {
        var files = documents.SelectMany(d => d.Slots).SelectMany(s => s.Files).Select(f => f.AttachmentId).Order();
        var content = JsonColumn.Write(new { basket.ContentHash, Files = files, Contact = contact });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
