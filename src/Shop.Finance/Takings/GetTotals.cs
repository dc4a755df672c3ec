using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Takings;

/// <summary>What was taken on each London day, by cost centre, subjective and VAT code; both days inclusive. The sums are those of the payments list for the same days.</summary>
public sealed record GetTotals(DateOnly From, DateOnly To) : IQuery<TakingTotals>;

/// <param name="Payments">Gross, refunds and fees of the same payments, as the list shows them: <c>Rows</c> add up to its gross.</param>
public sealed record TakingTotals(IReadOnlyList<TotalRow> Rows, PaymentSums Payments)
{
    public long NetPence => Rows.Sum(r => r.NetPence);
    public long VatPence => Rows.Sum(r => r.VatPence);
    public long GrossPence => Rows.Sum(r => r.GrossPence);

    /// <summary>All days put together, by code; the row's day is the latest of them.</summary>
    public IReadOnlyList<TotalRow> ByCode() =>
    [
        .. Rows.GroupBy(r => (r.CostCentre, r.Subjective, r.VatCode))
            .OrderBy(g => g.Key.CostCentre, StringComparer.Ordinal).ThenBy(g => g.Key.Subjective, StringComparer.Ordinal).ThenBy(g => g.Key.VatCode, StringComparer.Ordinal)
            .Select(g => new TotalRow(
                g.Max(r => r.Day), g.Key.CostCentre, g.Key.Subjective, g.Key.VatCode, g.Sum(r => r.Lines), g.Sum(r => r.NetPence), g.Sum(r => r.VatPence), g.Sum(r => r.GrossPence))),
    ];
}

/// <summary>Amounts in pence; net + VAT = gross.</summary>
public sealed record TotalRow(DateOnly Day, string CostCentre, string Subjective, string VatCode, int Lines, long NetPence, long VatPence, long GrossPence);

internal sealed class GetTotalsHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<GetTotals, TakingTotals>
{
    public async Task<TakingTotals> Handle(GetTotals request, CancellationToken cancellationToken)
    {
        var rows = await db.Set<FinancePaymentLine>()
            .Where(l => l.FinancialDate >= request.From && l.FinancialDate <= request.To)
            .GroupBy(l => new { l.FinancialDate, l.CostCentre, l.Subjective, l.VatCode })
            .Select(g => new TotalRow(g.Key.FinancialDate, g.Key.CostCentre, g.Key.Subjective, g.Key.VatCode, g.Count(), g.Sum(l => l.NetPence), g.Sum(l => l.VatPence), g.Sum(l => l.GrossPence)))
            .ToListAsync(cancellationToken);
        var payments = await mediator.Send(new ListPayments(new PaymentFilter(null, request.From, request.To, PaymentShow.All), null), cancellationToken);
        return new TakingTotals(
            [.. rows.OrderByDescending(r => r.Day).ThenBy(r => r.CostCentre, StringComparer.Ordinal).ThenBy(r => r.Subjective, StringComparer.Ordinal).ThenBy(r => r.VatCode, StringComparer.Ordinal)],
            payments.Sums);
    }
}
