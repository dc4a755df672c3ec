using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;

namespace Shop.Web.Pages.Staff.People;

/// <summary>A new generated password for somebody who forgot theirs, shown once.</summary>
public sealed class PasswordModel(IMediator mediator) : PageModel
{
    public StaffRow Person { get; private set; } = null!;
    public string? NewPassword { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetStaff(id), ct) is not { } person) return NotFound();
        Person = person;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetStaff(id), ct) is not { } person) return NotFound();
        Person = person;
        NewPassword = await mediator.Send(new GivePassword(User.Actor(), id), ct);
        return NewPassword is null ? Forbid() : Page();
    }
}
