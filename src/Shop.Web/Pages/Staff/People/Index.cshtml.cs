using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Catalogue;

namespace Shop.Web.Pages.Staff.People;

public sealed class IndexModel(IMediator mediator) : PageModel
{
    private IReadOnlyList<TeamView> _teams = [];

    public IReadOnlyList<StaffRow> People { get; private set; } = [];

    public string TeamName(string id) => _teams.FirstOrDefault(t => t.Id == id)?.Name ?? id;

    public async Task OnGetAsync(CancellationToken ct)
    {
        People = await mediator.Send(new ListStaff(), ct);
        _teams = await mediator.Send(new GetTeams(), ct);
    }
}
