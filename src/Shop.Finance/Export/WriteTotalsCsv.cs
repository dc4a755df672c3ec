using MediatR;
using Shop.Finance.Takings;
using Shop.Kernel.Messaging;

namespace Shop.Finance.Export;

/// <summary>Writes the totals by London day, cost centre, subjective and VAT code as CSV; returns the number of rows.</summary>
public sealed record WriteTotalsCsv(DateOnly From, DateOnly Until, Stream To) : IQuery<int>;

internal sealed class WriteTotalsCsvHandler(IMediator mediator) : IRequestHandler<WriteTotalsCsv, int>
{
    public async Task<int> Handle(WriteTotalsCsv request, CancellationToken cancellationToken)
    {
        var totals = await mediator.Send(new GetTotals(request.From, request.Until), cancellationToken);
        await using var csv = CsvText.Open(request.To);
        csv.Header("Date (London)", "Cost centre", "Subjective", "VAT code", "Lines", "Net (GBP)", "VAT (GBP)", "Gross (GBP)");
        await csv.NextRecordAsync();
        foreach (var row in totals.Rows)
        {
            csv.Day(row.Day);
            csv.Text(row.CostCentre);
            csv.Text(row.Subjective);
            csv.Text(row.VatCode);
            csv.Whole(row.Lines);
            csv.Amount(row.NetPence);
            csv.Amount(row.VatPence);
            csv.Amount(row.GrossPence);
            await csv.NextRecordAsync();
        }

        return totals.Rows.Count;
    }
}
