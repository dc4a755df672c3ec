using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Insight;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Staff;

/// <summary>For whoever keeps the words of the services: what residents call things.</summary>
[Authorize(Policy = StaffPolicies.Administrator)]
public sealed class SearchesModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public const int Days = 30;

    public Searches Searches { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Searches = await mediator.Send(new ListSearches(clock.UtcNow().AddDays(-Days)), ct);
}
