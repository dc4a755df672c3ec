using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Catalogue;

namespace Shop.Web.Pages.Staff.People;

public sealed class PersonModel(IMediator mediator) : PageModel
{
    public StaffRow Person { get; private set; } = null!;
    public IReadOnlyList<string> TeamNames { get; private set; } = [];
    public bool IsSelf => Person.StaffId == User.StaffId();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetStaff(id), ct) is not { } person) return NotFound();
        Person = person;
        TeamNames = [.. (await mediator.Send(new GetTeams(), ct)).Where(t => person.Teams.Contains(t.Id)).Select(t => t.Name)];
        return Page();
    }
}
