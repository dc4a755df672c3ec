using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Catalogue.Contracts;
using Shop.Finance.Batches;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance.Exports;

/// <summary>Makes the file of an approved batch.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class ExportModel(IMediator mediator) : PageModel
{
    public BatchRow Batch { get; private set; } = null!;
    public string? Profile { get; private set; }
    public IReadOnlyList<GovOption> Profiles { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int number, CancellationToken ct)
    {
        if (!await LoadAsync(number, ct)) return NotFound();
        return Batch.State == BatchState.Approved ? Page() : LocalRedirect($"/finance/exports/{number}");
    }

    public async Task<IActionResult> OnPostAsync(int number, [FromForm(Name = "profile")] string? profile, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await LoadAsync(number, ct)) return NotFound();
        Profile = profile;
        switch (await mediator.Send(new ExportApprovedBatch(User.Actor(), number, profile), ct))
        {
            case BatchChange.UnknownProfile:
                ModelState.AddModelError("profile", "Select how the file is written");
                return Page();
            case BatchChange.Done:
                TempData.Say($"The file of batch {number} is made: download it below");
                break;
            default:
                TempData.SayNotDone("This batch cannot be exported now");
                break;
        }

        return LocalRedirect($"/finance/exports/{number}");
    }

    private async Task<bool> LoadAsync(int number, CancellationToken ct)
    {
        if (await mediator.Send(new GetBatch(number), ct) is not { } view) return false;
        Batch = view.Batch;
        Profiles = [.. (await mediator.Send(new GetLedgerCodes(), ct)).ExportProfiles.Select(p => new GovOption(p.Id, p.Name))];
        return true;
    }
}
