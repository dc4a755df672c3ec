using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Catalogue;
using Shop.Finance;
using Shop.Notifications;

namespace Shop.Web.Pages.Staff;

/// <summary>Where work begins, by role.</summary>
public sealed class IndexModel(IMediator mediator) : PageModel
{
    public FinanceWork? Finance { get; private set; }

    public MailHealth? Mail { get; private set; }

    /// <summary>Names of the officer's teams.</summary>
    public IReadOnlyList<string> Teams { get; private set; } = [];

    public bool IsAuditor => User.Has(StaffRole.Auditor);

    public bool IsAdministrator => User.Has(StaffRole.Administrator);

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (IsAdministrator || IsAuditor || User.MayWorkOnMoney()) Finance = await mediator.Send(new GetFinanceWork(), ct);
        if (IsAdministrator) Mail = await mediator.Send(new GetMailHealth(), ct);
        var own = User.Teams();
        if (own.Count > 0) Teams = [.. (await mediator.Send(new GetTeams(), ct)).Where(t => own.Contains(t.Id)).Select(t => t.Name)];
    }
}
