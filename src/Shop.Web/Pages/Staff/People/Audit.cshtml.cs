using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;

namespace Shop.Web.Pages.Staff.People;

public sealed class AuditModel(IMediator mediator) : PageModel
{
    public AuditPage Log { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] Guid? before, CancellationToken ct) => Log = await mediator.Send(new ListAudit(before), ct);
}
