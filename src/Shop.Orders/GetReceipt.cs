using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders;

/// <summary>
/// The VAT receipt of an order that was paid, as it was sold: amounts come from the order's rows, never computed again. Null when the key is
/// wrong or has expired, when nothing was paid, or when the order was free.
/// </summary>
public sealed record GetReceipt(string Token) : IQuery<Receipt?>;

/// <param name="TaxPoint">The London date of the payment.</param>
/// <param name="Customer">Named on invoices over £250 only (VAT Notice 700, section 16.6: up to there a simplified invoice does).</param>
public sealed record Receipt(
    OrderReference Reference,
    DateOnly TaxPoint,
    Payer? Customer,
    IReadOnlyList<ReceiptLine> Lines,
    IReadOnlyList<ReceiptTotal> TotalsByRate,
    long NetPence,
    long VatPence,
    long GrossPence,
    long RefundedPence,
    string? CardBrand,
    string? CardLast4);

public sealed record ReceiptLine(string Title, IReadOnlyList<ChosenOption> Options, int Quantity, string? Unit, IReadOnlyList<ReceiptCharge> Charges);

/// <param name="Rate">"20%", "Exempt", "Outside scope".</param>
public sealed record ReceiptCharge(string Name, string Rate, long NetPence, long VatPence, long GrossPence);

public sealed record ReceiptTotal(string Rate, long NetPence, long VatPence, long GrossPence);

internal sealed class GetReceiptHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<GetReceipt, Receipt?>
{
    private const long SimplifiedInvoiceUpToPence = 250_00;

    public async Task<Receipt?> Handle(GetReceipt request, CancellationToken cancellationToken)
    {
        var order = await db.OpenedBy(request.Token, clock.UtcNow()).WithLines().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (order is not { PaidAt: { } paidAt, TotalPence: > 0 }) return null;
        var lines = order.Lines.Select(Line).ToList();
        var totals = lines.SelectMany(l => l.Charges).GroupBy(c => c.Rate)
            .Select(g => new ReceiptTotal(g.Key, g.Sum(c => c.NetPence), g.Sum(c => c.VatPence), g.Sum(c => c.GrossPence)))
            .OrderByDescending(t => t.VatPence).ThenBy(t => t.Rate, StringComparer.Ordinal).ToList();
        return new Receipt(
            order.Reference, LondonTime.DateOf(paidAt),
            order.TotalPence > SimplifiedInvoiceUpToPence ? order.Payer : null,
            lines, totals, order.TotalPence - order.VatPence, order.VatPence, order.TotalPence, order.RefundedPence, order.CardBrand, order.CardLast4);
    }

    private static ReceiptLine Line(OrderLine line) => new(
        line.Title, line.Snapshot.Options, line.Snapshot.Quantity, line.Snapshot.Unit,
        [.. line.Charges.Select(c => new ReceiptCharge(c.Name, VatRateWords.Of(c.VatCode, c.VatRateBasisPoints), c.GrossPence - c.VatPence, c.VatPence, c.GrossPence))]);
}
