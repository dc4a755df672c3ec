using System.Globalization;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;

namespace Shop.Orders.Contracts;

/// <summary>
/// Makes an order from configured lines and claims their documents, in one transaction with its payment
/// (a free order is paid at once and never reaches Stripe). Does nothing when <paramref name="SourceKey"/> has an
/// order already: returns it, so a double click or two tabs make one order.
/// </summary>
/// <param name="SourceKey">Names what the order is made from: the basket and a hash of its content.</param>
public sealed record CreateOrder(
    string SourceKey,
    Payer Payer,
    IReadOnlyList<NewOrderLine> Lines,
    string AcceptedTermsVersion) : ICommand<CreateOrderResult>;

/// <param name="DraftId">The basket line's id: its uploaded documents carry it.</param>
public sealed record NewOrderLine(Guid DraftId, LineSnapshot Snapshot);

public abstract record CreateOrderResult
{
    private CreateOrderResult() { }

    /// <param name="LinkToken">Opens the order's page; only its hash is stored. New at each call.</param>
    public sealed record Created(Guid OrderId, OrderReference Reference, string LinkToken, bool ToPay) : CreateOrderResult;

    /// <summary>Required documents are missing (swept or removed): by draft id.</summary>
    public sealed record DocumentsMissing(IReadOnlyList<Guid> DraftIds) : CreateOrderResult;

    /// <summary>More than nothing, but less than a card payment can be (30p): neither free nor payable. Nothing was made.</summary>
    public sealed record AmountTooSmall(long MinimumPence) : CreateOrderResult;
}

/// <summary>Who pays and is written to. The address is asked for when a VAT invoice needs it (over £250).</summary>
public sealed record Payer(string Name, string? Organisation, string Email, string? Phone, IReadOnlyList<string> AddressLines, string? Postcode)
{
    /// <summary>What stands in an order whose time for keeping personal details is over.</summary>
    public static Payer ErasedOn(DateOnly day) => new(string.Create(CultureInfo.InvariantCulture, $"Erased on {day:d MMMM yyyy}"), null, "", null, [], null);
}
