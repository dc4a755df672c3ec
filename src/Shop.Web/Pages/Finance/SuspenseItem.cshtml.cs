using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Suspense;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>One item of unexplained money, its owner and its notes.</summary>
public sealed class SuspenseItemModel(IMediator mediator) : PageModel
{
    public SuspenseView View { get; private set; } = null!;
    public string? Note { get; private set; }
    public string? Reason { get; private set; }
    private string Here => $"/finance/suspense/{View.Item.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostTakeAsync(Guid id, CancellationToken ct)
    {
        if (!User.MayWorkOnMoney()) return Forbid();
        if (!await LoadAsync(id, ct)) return NotFound();
        var result = await mediator.Send(new TakeSuspenseItem(User.Actor(), id), ct);
        TempData.Say(result == MarkResult.Done, "You look after this item now", "Somebody else has cleared this item already");
        return LocalRedirect(Here);
    }

    public async Task<IActionResult> OnPostNoteAsync(Guid id, [FromForm(Name = "note")] string? note, CancellationToken ct)
    {
        ModelState.Clear();
        if (!User.MayWorkOnMoney()) return Forbid();
        if (!await LoadAsync(id, ct)) return NotFound();
        Note = note;
        if (await mediator.Send(new AddSuspenseNote(User.Actor(), id, note), ct) == MarkResult.ReasonMissing)
        {
            ModelState.AddModelError("note", ReasonFault.In(note, "Enter a note"));
            return Page();
        }

        TempData.Say("The note is saved");
        return LocalRedirect(Here);
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid id, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (!User.MayWorkOnMoney()) return Forbid();
        if (!await LoadAsync(id, ct)) return NotFound();
        Reason = reason;
        var result = await mediator.Send(new UndoClearing(User.Actor(), id, reason), ct);
        if (result == MarkResult.ReasonMissing)
        {
            ModelState.AddModelError("reason", ReasonFault.In(reason, "Enter why the clearing was wrong"));
            return Page();
        }

        TempData.Say(result == MarkResult.Done, "The clearing is undone: the item is open again", "Somebody else has undone this clearing already");
        return LocalRedirect(Here);
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetSuspenseItem(id), ct) is not { } view) return false;
        View = view;
        return true;
    }
}
