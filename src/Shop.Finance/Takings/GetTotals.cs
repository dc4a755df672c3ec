using MediatR;
using Shop.Kernel.Messaging;

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

internal sealed class GetTotalsHandler(TakingSums sums) : IRequestHandler<GetTotals, TakingTotals>
{
    public async Task<TakingTotals> Handle(GetTotals request, CancellationToken cancellationToken)
    {
        var rows = (await sums.LinesAsync(request.From, request.To, cancellationToken))
            .Select(t => new TotalRow(t.Day, t.CostCentre, t.Subjective, t.VatCode, t.Lines, t.NetPence, t.VatPence, t.GrossPence));
        return new TakingTotals(
            [.. rows.OrderByDescending(r => r.Day).ThenBy(r => r.CostCentre, StringComparer.Ordinal).ThenBy(r => r.Subjective, StringComparer.Ordinal).ThenBy(r => r.VatCode, StringComparer.Ordinal)],
            await sums.PaymentsAsync(request.From, request.To, cancellationToken));
    }
}
