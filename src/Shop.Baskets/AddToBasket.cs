using MediatR;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Security;
using Shop.Kernel.Time;

namespace Shop.Baskets;

/// <summary>
/// Adds a configured service at the price the catalogue says now. Begins a basket when <paramref name="BasketId"/> is
/// null, unknown or too old. The same form sent again (double click, Back) changes its line instead of adding another.
/// </summary>
/// <param name="FormId">Made when the form was shown.</param>
/// <param name="Choices">By option id.</param>
/// <param name="Fields">The raw form fields of the questions.</param>
public sealed record AddToBasket(
    string? BasketId, Guid FormId, string ServiceId,
    IReadOnlyDictionary<string, string> Choices, int Quantity, IReadOnlyDictionary<string, string> Fields) : ICommand<BasketLineResult>;

/// <summary>The outcome of adding or changing a line.</summary>
public abstract record BasketLineResult
{
    private BasketLineResult() { }

    /// <param name="NewBasketKey">The key of a basket that was begun: it goes into the cookie and is kept nowhere else. Null when the basket was there.</param>
    public sealed record Saved(Guid LineId, bool TakesDocuments, string? NewBasketKey) : BasketLineResult;

    /// <summary>By field as in the form, in the order of the page; option errors by option id or "quantity".</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> OptionErrors, IReadOnlyList<FieldError> AnswerErrors) : BasketLineResult;

    /// <summary>The combination of options cannot be bought.</summary>
    public sealed record Impossible(string Message) : BasketLineResult;

    /// <summary>More lines or more money than one basket takes.</summary>
    public sealed record Full(string Message) : BasketLineResult;

    public sealed record NotOnline(string Title) : BasketLineResult;

    /// <summary>No such service; when changing, no such line in this basket.</summary>
    public sealed record NotFound : BasketLineResult;

    internal static Full IsFull { get; } = new("Your basket cannot take this as well: it holds up to 20 services and up to £99,999.99. Pay for what is in it first, or remove something.");

    /// <summary>Null when the line is ready.</summary>
    internal static BasketLineResult? Refusal(PreparedLine prepared) => prepared switch
    {
        PreparedLine.Ready => null,
        PreparedLine.Invalid invalid => new Invalid(invalid.OptionErrors, invalid.AnswerErrors),
        PreparedLine.Impossible impossible => new Impossible(impossible.Message),
        PreparedLine.NotOnline notOnline => new NotOnline(notOnline.Title),
        _ => new NotFound(),
    };
}

internal sealed class AddToBasketHandler(ShopDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<AddToBasket, BasketLineResult>
{
    public async Task<BasketLineResult> Handle(AddToBasket request, CancellationToken cancellationToken)
    {
        var prepared = await mediator.Send(new PrepareLine(request.ServiceId, request.Choices, request.Quantity, request.Fields), cancellationToken);
        if (BasketLineResult.Refusal(prepared) is { } refusal) return refusal;
        var (snapshot, fields) = (PreparedLine.Ready)prepared;
        var now = clock.UtcNow();
        var basket = await db.TakeBasketAsync(request.BasketId, now, cancellationToken);
        var repeated = basket?.LineAddedBy(request.FormId);
        if (basket is not null && !basket.HasRoomFor(snapshot, repeated)) return BasketLineResult.IsFull;
        string? key = null;
        if (basket is null)
        {
            key = AccessToken.New();
            basket = new Basket(AccessToken.Hash(key), now);
            if (!basket.HasRoomFor(snapshot)) return BasketLineResult.IsFull;
            db.Add(basket);
        }

        if (repeated is not null) repeated.Replace(snapshot, fields);
        var line = repeated ?? basket.Add(request.FormId, snapshot, fields, now);
        return new BasketLineResult.Saved(line.Id, snapshot.Uploads.Count > 0, key);
    }
}
