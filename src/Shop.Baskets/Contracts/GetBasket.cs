using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;

namespace Shop.Baskets.Contracts;

/// <summary>
/// The basket with each line checked and priced again: what changed since it was added must be accepted before it can
/// be paid. Changes nothing. Null when unknown or older than 24 hours; a basket that was emptied has no lines.
/// </summary>
public sealed record GetBasket(string BasketId) : IQuery<BasketView?>;

/// <param name="ExpiresAt">UTC; 24 hours after the basket was begun, whatever is done to it.</param>
/// <param name="ContentHash">Changes with everything of the content that a resident sees or pays; an order is made from exactly one content.</param>
public sealed record BasketView(string BasketId, DateTime ExpiresAt, IReadOnlyList<BasketLineView> Lines, string ContentHash)
{
    /// <summary>What would be paid now, in pence: a line whose price changed counts with today's price, one that cannot be bought any more not at all.</summary>
    public long GrossPence => Payable.Sum(l => l.GrossPence);

    public long VatPence => Payable.Sum(l => l.VatPence);
    public long NetPence => GrossPence - VatPence;

    public bool CanBePaid => Lines.Count > 0 && Lines.All(l => l.State == BasketLineState.AsAdded) && !IsTooSmallForCards;

    /// <summary>Card payments start at 30p (Stripe's minimum in pounds); nothing at all is free and needs no card.</summary>
    public bool IsTooSmallForCards => GrossPence is > 0 and < 30;

    /// <summary>Net, VAT and gross for each kind of VAT in the basket, in pence; they add up to the totals.</summary>
    public IReadOnlyList<VatTotal> VatTotals =>
    [
        .. Payable.SelectMany(l => l.Components).GroupBy(c => (c.VatCode, c.VatWords, c.VatRateBasisPoints))
            .Select(g => new VatTotal(g.Key.VatWords, g.Key.VatRateBasisPoints, g.Sum(c => c.NetPence), g.Sum(c => c.VatPence), g.Sum(c => c.GrossPence)))
    ];

    private IEnumerable<LineSnapshot> Payable => Lines.Where(l => l.Payable is not null).Select(l => l.Payable!);
}

/// <param name="Words">"no VAT", "includes VAT at 20%".</param>
public sealed record VatTotal(string Words, int RateBasisPoints, long NetPence, long VatPence, long GrossPence);

/// <param name="Snapshot">As added; while nothing a resident sees or pays has changed, with today's wording, due date and ledger codes.</param>
/// <param name="Today">The line at today's price where that changed; null otherwise.</param>
/// <param name="Message">What changed, in words for the resident; null when nothing did.</param>
public sealed record BasketLineView(Guid LineId, LineSnapshot Snapshot, BasketLineState State, LineSnapshot? Today, string? Message)
{
    /// <summary>The documents asked for now.</summary>
    public IReadOnlyList<UploadSlot> Uploads => (Payable ?? Snapshot).Uploads;

    /// <summary>What would be bought now; null when the line cannot be bought as it is.</summary>
    public LineSnapshot? Payable => State switch
    {
        BasketLineState.AsAdded => Snapshot,
        BasketLineState.PriceChanged => Today,
        _ => null,
    };
}

/// <summary>PriceChanged and Withdrawn are settled by accepting; NoLongerPossible only by changing or removing the line.</summary>
public enum BasketLineState { AsAdded, PriceChanged, Withdrawn, NoLongerPossible }
