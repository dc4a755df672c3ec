using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Bank;
using Shop.Finance.Export;

namespace Shop.Web.Pages.Finance;

/// <summary>All lines of a bank statement as a file.</summary>
public sealed class BankStatementCsvModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) =>
        await mediator.Send(new GetStatement(id, int.MaxValue), ct) is { Statement: var statement }
            ? new CsvAnswer(mediator, $"bank-statement-{DayRange.InAddress(statement.To)}.csv", to => new WriteStatementCsv(id, to))
            : NotFound();
}
