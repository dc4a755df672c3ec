using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Batches;

namespace Shop.Web.Pages.Finance.Exports;

/// <summary>The file of a batch, the same bytes each time.</summary>
public sealed class FileCsvModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnGetAsync(int number, CancellationToken ct) =>
        await mediator.Send(new GetBatchFile(number), ct) is { } file ? File(file.Content, "text/csv; charset=utf-8", file.Name) : NotFound();
}
