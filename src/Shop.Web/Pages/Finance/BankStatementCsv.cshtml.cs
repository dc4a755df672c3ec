using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Bank;
using Shop.Finance.Export;

namespace Shop.Web.Pages.Finance;

/// <summary>All lines of a statement, with what became of them, as a file.</summary>
public sealed class BankStatementCsvModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        ModelState.Clear();
        return await mediator.Send(new GetStatement(id, 0), ct) is { Statement: var statement }
            ? new CsvAnswer(mediator, $"statement-until-{DayRange.InAddress(statement.To)}.csv", to => new WriteStatementCsv(id, to))
            : NotFound();
    }
}
