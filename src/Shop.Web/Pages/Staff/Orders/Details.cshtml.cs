using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Catalogue.Contracts;
using Shop.Kernel;
using Shop.Kernel.Time;
using Shop.Orders.Staff;

namespace Shop.Web.Pages.Staff.Orders;

/// <summary>One order with the lines of the officer's teams. Another team's order is not found.</summary>
[Authorize(Roles = OrderStaff.Roles)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DetailsModel(IMediator mediator, TimeProvider clock) : PageModel
{
    [FromRoute] public string Reference { get; set; } = "";

    public StaffOrder Order { get; private set; } = null!;
    public WorkingDays Calendar { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    /// <summary>What the officer has just done, for the banner.</summary>
    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] string? done, CancellationToken ct)
    {
        Done = done switch
        {
            "fulfilled" => "Marked as done. The resident has been told by email.",
            "refused" => "Refused. The resident has been told by email, and what is to be given back is on finance's list.",
            "already" => "Nothing was changed: somebody had finished this already.",
            _ => null,
        };
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostFulfilAsync([FromForm] Guid line, CancellationToken ct)
    {
        if (!OrderReference.TryParse(Reference, out var reference)) return NotFound();
        return await mediator.Send(new FulfilLine(reference, line, User.Scope(), User.Actor()), ct) switch
        {
            CloseLineResult.Done => LocalRedirect($"/staff/orders/{reference}?done=fulfilled"),
            CloseLineResult.AlreadyClosed => LocalRedirect($"/staff/orders/{reference}?done=already"),
            _ => NotFound(),
        };
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (!OrderReference.TryParse(Reference, out var reference) || await mediator.Send(new GetStaffOrder(reference, User.Scope()), ct) is not { } order) return await UnpaidAsync(ct);
        Order = order;
        Calendar = await mediator.Send(new GetWorkingDays(), ct);
        Today = clock.Today();
        return Page();
    }

    /// <summary>An order that is not paid is no work yet, but somebody may call about it.</summary>
    private async Task<IActionResult> UnpaidAsync(CancellationToken ct) =>
        OrderReference.TryParse(Reference, out var reference) && await mediator.Send(new GetUnpaidOrder(reference, User.Scope()), ct) is not null
            ? LocalRedirect($"/staff/orders/{reference}/pay-link")
            : NotFound();
}
