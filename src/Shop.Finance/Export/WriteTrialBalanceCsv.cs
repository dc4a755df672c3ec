using MediatR;
using Shop.Finance.Ledger.Reading;
using Shop.Kernel.Messaging;

namespace Shop.Finance.Export;

/// <summary>Writes the trial balance as CSV, a row an account and code; returns the number of rows.</summary>
public sealed record WriteTrialBalanceCsv(LedgerFilter Filter, Stream To) : IQuery<int>;

internal sealed class WriteTrialBalanceCsvHandler(IMediator mediator) : IRequestHandler<WriteTrialBalanceCsv, int>
{
    public async Task<int> Handle(WriteTrialBalanceCsv request, CancellationToken cancellationToken)
    {
        var balance = await mediator.Send(new GetTrialBalance(request.Filter), cancellationToken);
        await using var csv = CsvText.Open(request.To);
        csv.Header("Account", "Cost centre", "Subjective", "Brought forward (GBP)", "Debits (GBP)", "Credits (GBP)", "Balance (GBP)");
        await csv.NextRecordAsync();
        foreach (var row in balance.ByAccount().SelectMany(g => g))
        {
            csv.Text(FinanceWords.Account(row.Account));
            csv.Text(row.CostCentre);
            csv.Text(row.Subjective);
            csv.Amount(row.BroughtForwardPence);
            csv.Amount(row.DebitPence);
            csv.Amount(row.CreditPence);
            csv.Amount(row.BalancePence);
            await csv.NextRecordAsync();
        }

        return balance.Rows.Count;
    }
}
