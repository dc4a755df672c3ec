using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Baskets.Contracts;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Checkout;

/// <summary>Keeps who pays beside the basket. Sent again: the last one stands.</summary>
public sealed record SaveContact(string BasketId, Contact Contact) : ICommand<SaveContactResult>;

public abstract record SaveContactResult
{
    private SaveContactResult() { }

    public sealed record Saved : SaveContactResult;

    /// <summary>Nothing was saved; by field, in the order of the page.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : SaveContactResult;

    /// <summary>The basket is empty or past its 24 hours.</summary>
    public sealed record NoBasket : SaveContactResult;
}

internal sealed class SaveContactHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<SaveContact, SaveContactResult>
{
    public async Task<SaveContactResult> Handle(SaveContact request, CancellationToken cancellationToken)
    {
        var basket = await mediator.Send(new GetBasket(request.BasketId), cancellationToken);
        if (basket is null or { Lines.Count: 0 }) return new SaveContactResult.NoBasket();
        var contact = ContactRules.Clean(request.Contact);
        var errors = ContactRules.Check(contact, CheckoutView.AsksForAddress(basket));
        if (errors.Count > 0) return new SaveContactResult.Invalid(errors);
        // An address is kept only while it is needed.
        if (!CheckoutView.AsksForAddress(basket)) contact = contact with { AddressLine1 = null, AddressLine2 = null, Town = null, Postcode = null };
        var details = await db.Set<GuestDetails>().SingleOrDefaultAsync(d => d.BasketId == request.BasketId, cancellationToken);
        if (details is null) db.Add(details = new GuestDetails(request.BasketId));
        details.Enter(contact, basket.ExpiresAt);
        return new SaveContactResult.Saved();
    }
}
