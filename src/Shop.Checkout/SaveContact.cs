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
        var needsAddress = CheckoutView.AsksForAddress(basket);
        var contact = ContactRules.Clean(needsAddress ? request.Contact : request.Contact.WithoutAddress());
        var errors = ContactRules.Check(contact, needsAddress);
        if (errors.Count > 0) return new SaveContactResult.Invalid(errors);
        var details = await db.Set<GuestDetails>().SingleOrDefaultAsync(d => d.BasketId == request.BasketId, cancellationToken);
        if (details is null) db.Add(details = new GuestDetails(request.BasketId));
        details.Enter(contact, basket.ExpiresAt);
        return new SaveContactResult.Saved();
    }
}
