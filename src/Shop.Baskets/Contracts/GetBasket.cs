using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;

namespace Shop.Baskets.Contracts;

/// <summary>The basket with each line priced again: what changed since it was added must be accepted before it can be paid. Null when unknown or older than 24 hours.</summary>
public sealed record GetBasket(string BasketId) : IQuery<BasketView?>;

/// <param name="ContentHash">Changes with every change of the content; an order is made from exactly one content.</param>
public sealed record BasketView(string BasketId, IReadOnlyList<BasketLineView> Lines, string ContentHash)
{
    public long GrossPence => Lines.Sum(l => l.Snapshot.GrossPence);
    public long VatPence => Lines.Sum(l => l.Snapshot.VatPence);
    public bool CanBePaid => Lines.Count > 0 && Lines.All(l => l.State == BasketLineState.AsAdded);
}

/// <param name="NewPence">Today's price where it changed; null otherwise.</param>
/// <param name="Message">What changed, in words for the resident.</param>
public sealed record BasketLineView(Guid LineId, LineSnapshot Snapshot, BasketLineState State, long? NewPence, string? Message);

public enum BasketLineState { AsAdded, PriceChanged, Withdrawn, NoLongerPossible }
