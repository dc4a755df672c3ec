using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;

namespace Shop.Web.Pages.Staff.People;

/// <summary>A new person and, once, their password.</summary>
public sealed class AddModel(IMediator mediator) : PageModel
{
    public PersonForm Form { get; private set; } = new();
    public RightsForm Rights { get; private set; } = new();
    public IReadOnlyList<GovOption> Teams { get; private set; } = [];
    public AddStaffResult.Added? Added { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => Teams = await RightsForm.TeamOptionsAsync(mediator, ct);

    public async Task<IActionResult> OnPostAsync([FromForm] PersonForm form, [FromForm] RightsForm rights, CancellationToken ct)
    {
        ModelState.Clear();
        (Form, Rights) = (form, rights);
        Teams = await RightsForm.TeamOptionsAsync(mediator, ct);
        var result = await mediator.Send(
            new AddStaff(User.Actor(), form.Name ?? "", form.Email ?? "", rights.ChosenRole, await rights.ChosenTeamsAsync(mediator, ct)), ct);
        if (result is AddStaffResult.Refused refused) ModelState.AddErrors(refused.Errors);
        Added = result as AddStaffResult.Added;
        return Page();
    }
}

public sealed class PersonForm
{
    [FromForm(Name = "name")] public string? Name { get; set; }

    [FromForm(Name = "email")] public string? Email { get; set; }
}
