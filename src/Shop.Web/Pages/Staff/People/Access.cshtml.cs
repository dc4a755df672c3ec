using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;

namespace Shop.Web.Pages.Staff.People;

/// <summary>Stops a person's access, or gives it back.</summary>
public sealed class AccessModel(IMediator mediator) : PageModel
{
    public StaffRow Person { get; private set; } = null!;
    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetStaff(id), ct) is not { } person) return NotFound();
        Person = person;
        return Page();
    }

    /// <param name="active">What the page offered: a second click on an old page changes nothing back.</param>
    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "active")] bool active, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (await mediator.Send(new GetStaff(id), ct) is not { } person) return NotFound();
        (Person, Reason) = (person, reason);
        var result = await mediator.Send(new SetStaffActive(User.Actor(), id, active, reason), ct);
        if (result is StaffChange.Refused refused)
        {
            ModelState.AddErrors(refused.Errors);
            return Page();
        }

        TempData.Say(active ? $"{person.Name} can sign in again" : $"{person.Name} is signed out and cannot sign in");
        return LocalRedirect($"/staff/people/{id}");
    }
}
