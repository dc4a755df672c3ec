using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Attention;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>A finance officer says what was done about money that did not fit.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class AttentionDoneModel(IMediator mediator) : PageModel
{
    private const string List = "/finance/attention";

    public AttentionRow Item { get; private set; } = null!;
    public string? Note { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetAttention(id), ct) is not { } item) return NotFound();
        Item = item;
        return item.DoneAt is null ? Page() : LocalRedirect(List);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "note")] string? note, CancellationToken ct)
    {
        ModelState.Clear();
        if (await mediator.Send(new GetAttention(id), ct) is not { } item) return NotFound();
        (Item, Note) = (item, note);
        switch (await mediator.Send(new FinishAttention(User.Actor(), id, note), ct))
        {
            case MarkResult.ReasonMissing:
                ModelState.AddModelError("note", "Enter what was done, in 500 characters or fewer");
                return Page();
            case MarkResult.Done:
                TempData.Say("The item is off the list");
                return LocalRedirect(List);
            default:
                TempData.Say("Somebody else has dealt with this item already");
                return LocalRedirect(List);
        }
    }
}
