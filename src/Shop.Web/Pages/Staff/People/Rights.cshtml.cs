using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;

namespace Shop.Web.Pages.Staff.People;

/// <summary>Role and teams of a person; it counts from their next click on.</summary>
public sealed class RightsModel(IMediator mediator) : PageModel
{
    public StaffRow Person { get; private set; } = null!;
    public RightsForm Rights { get; private set; } = new();
    public IReadOnlyList<GovOption> Teams { get; private set; } = [];
    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct)) return NotFound();
        Rights = new RightsForm { Role = Person.Role.ToString(), Teams = [.. Person.Teams] };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] RightsForm rights, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await LoadAsync(id, ct)) return NotFound();
        (Rights, Reason) = (rights, reason);
        var result = await mediator.Send(new ChangeStaff(User.Actor(), id, rights.ChosenRole, await rights.ChosenTeamsAsync(mediator, ct), reason), ct);
        if (result is StaffChange.NotFound) return NotFound();
        if (result is StaffChange.Refused refused)
        {
            ModelState.AddErrors(refused.Errors);
            return Page();
        }

        TempData.Say($"You have changed what {Person.Name} may do");
        return LocalRedirect($"/staff/people/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new GetStaff(id), ct) is not { } person) return false;
        Person = person;
        Teams = await RightsForm.TeamOptionsAsync(mediator, ct);
        return true;
    }
}
