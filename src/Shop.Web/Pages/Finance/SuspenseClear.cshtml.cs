using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Catalogue;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>A finance officer moves an item's money to the codes it belongs to.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class SuspenseClearModel(IMediator mediator) : PageModel
{
    public SuspenseView View { get; private set; } = null!;
    public LedgerNames Names { get; private set; } = null!;
    public ClearingForm Form { get; private set; } = new();
    private string Item => $"/finance/suspense/{View.Item.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct)) return NotFound();
        Form = ClearingForm.For(View);
        return View.Item.State == SuspenseState.Open ? Page() : LocalRedirect(Item);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct)) return NotFound();
        Form = ClearingForm.Read(Request.Form);
        if (Form.Parts(ModelState, Names) is not { } parts) return Page();
        switch (await mediator.Send(new ClearSuspense(User.Actor(), id, Form.Version, [.. parts.Select(p => p.Part)], Form.Reason), ct))
        {
            case ClearSuspenseResult.Cleared:
                TempData.Say("The item is cleared and posted");
                return LocalRedirect(Item);
            case ClearSuspenseResult.ReasonMissing:
                return Again("reason", ReasonFault.In(Form.Reason, "Enter why the money belongs there"));
            case ClearSuspenseResult.DoesNotSum { LeftPence: var left }:
                return Again("amount-1", $"The amounts must add up to {new Money(View.Item.AmountPence)}: {new Money(left)} is left");
            case ClearSuspenseResult.PartRefused { Part: var part, Message: var message }:
                return Again($"account-{parts[part].Row}", message);
            case ClearSuspenseResult.NotInSuspense:
                return Again("reason", "The money of this item is not in suspense: it is settled when its cause is put right");
            default:
                TempData.SayNotDone("Nothing was posted: somebody else has changed this item meanwhile");
                return LocalRedirect(Item);
        }
    }

    private PageResult Again(string field, string message)
    {
        ModelState.AddModelError(field, message);
        return Page();
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetSuspenseItem(id), ct) is not { } view) return false;
        View = view;
        Names = await mediator.Send(new GetLedgerNames(), ct);
        return true;
    }
}
