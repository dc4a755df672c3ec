using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Bank;
using Shop.Finance.Export;

namespace Shop.Web.Pages.Finance;

/// <summary>All lines of a bank statement, or those of the page's filter, as a file.</summary>
public sealed class BankStatementCsvModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery] StatementQuery query, CancellationToken ct)
    {
        ModelState.Clear();
        return await mediator.Send(new GetStatement(id), ct) is { Statement: var statement }
            ? new CsvAnswer(mediator, $"bank-statement-{DayRange.InAddress(statement.To)}.csv", to => new WriteStatementCsv(id, query.Lines, to))
            : NotFound();
    }
}
