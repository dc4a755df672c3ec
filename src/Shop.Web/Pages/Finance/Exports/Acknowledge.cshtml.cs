using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance.Batches;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance.Exports;

/// <summary>The general ledger has taken the file.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class AcknowledgeModel(IMediator mediator) : PageModel
{
    public BatchRow Batch { get; private set; } = null!;
    public string? Note { get; private set; }

    public async Task<IActionResult> OnGetAsync(int number, CancellationToken ct)
    {
        if (await mediator.Send(new GetBatch(number), ct) is not { } view) return NotFound();
        Batch = view.Batch;
        return Batch.State == BatchState.Exported ? Page() : LocalRedirect($"/finance/exports/{number}");
    }

    public async Task<IActionResult> OnPostAsync(int number, [FromForm(Name = "note")] string? note, CancellationToken ct)
    {
        ModelState.Clear();
        if (await mediator.Send(new GetBatch(number), ct) is not { } view) return NotFound();
        (Batch, Note) = (view.Batch, note);
        switch (await mediator.Send(new AcknowledgeBatch(User.Actor(), number, note), ct))
        {
            case BatchChange.ReasonMissing:
                ModelState.AddModelError("note", ReasonFault.In(note, "Enter what the general ledger answered"));
                return Page();
            case BatchChange.Done:
                TempData.Say($"Batch {number} is acknowledged");
                break;
            default:
                TempData.SayNotDone("Somebody else has changed this batch already");
                break;
        }

        return LocalRedirect($"/finance/exports/{number}");
    }
}
