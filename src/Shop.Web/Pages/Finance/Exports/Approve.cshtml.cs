using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance.Batches;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance.Exports;

/// <summary>A senior accountant approves a batch that somebody else made.</summary>
[Authorize(Policy = StaffPolicies.FinanceApprover)]
public sealed class ApproveModel(IMediator mediator) : PageModel
{
    public BatchRow Batch { get; private set; } = null!;
    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(int number, CancellationToken ct)
    {
        if (await mediator.Send(new GetBatch(number), ct) is not { } view) return NotFound();
        Batch = view.Batch;
        return Batch.State == BatchState.Draft ? Page() : LocalRedirect($"/finance/exports/{number}");
    }

    public async Task<IActionResult> OnPostAsync(int number, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (await mediator.Send(new GetBatch(number), ct) is not { } view) return NotFound();
        (Batch, Reason) = (view.Batch, reason);
        switch (await mediator.Send(new ApproveBatch(User.Actor(), number, reason), ct))
        {
            case BatchChange.ReasonMissing:
                ModelState.AddModelError("reason", ReasonFault.In(reason, "Enter what you checked"));
                return Page();
            case BatchChange.OwnBatch:
                ModelState.AddModelError("", "You made this batch. Ask another senior accountant to approve it");
                return Page();
            case BatchChange.Done:
                TempData.Say($"Batch {number} is approved");
                break;
            default:
                TempData.SayNotDone("Somebody else has changed this batch already");
                break;
        }

        return LocalRedirect($"/finance/exports/{number}");
    }
}
