using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Orders;
using Shop.Orders.Staff;

namespace Shop.Web.Pages.Staff.Orders;

/// <summary>An order nobody has paid yet, for the officer who is asked about it: sends a link to pay it.</summary>
[Authorize(Roles = OrderStaff.Roles)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PayLinkModel(IMediator mediator) : PageModel
{
    private const int LongestEmail = 254;

    [FromRoute] public string Reference { get; set; } = "";

    public UnpaidOrder Order { get; private set; } = null!;
    public string? Email { get; private set; }
    public string? Reason { get; private set; }

    public string StateWords => Order switch
    {
        { AttentionReason: { } why } => $"Finance is looking at money on this order: {why}",
        { State: OrderState.AwaitingPayment, CanBePaid: true } => "Waiting to be paid",
        { Withdrawn: true } => "Replaced by another order",
        _ => "Not paid in time",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!OrderReference.TryParse(Reference, out var reference)) return NotFound();
        if (await LoadAsync(reference, ct)) return Page();
        // Paid meanwhile, or not for these eyes: the order's own page knows.
        return await mediator.Send(new GetStaffOrder(reference, User.Scope()), ct) is null ? NotFound() : LocalRedirect($"/staff/orders/{reference}");
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? email, [FromForm] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (!OrderReference.TryParse(Reference, out var reference)) return NotFound();
        if (!await LoadAsync(reference, ct)) return LocalRedirect($"/staff/orders/{reference}/pay-link");
        (Email, Reason) = (email?.Trim(), reason?.Trim());
        if (!LooksLikeAddress(Email)) ModelState.AddModelError("email", "Enter an email address in the correct format, like name@example.com");
        if (string.IsNullOrEmpty(Reason) || Reason.Length > PayLinkReason.MaxLength || HiddenCharacters.AreIn(Reason))
            ModelState.AddModelError("reason", $"Enter why you send it, in {PayLinkReason.MaxLength} characters or fewer");
        if (!ModelState.IsValid) return Page();
        var result = await mediator.Send(new SendPayLink(reference, User.Scope(), User.Actor(), Email!, Reason!), ct);
        if (result == SendPayLinkResult.NotFound) return NotFound();
        TempData.Say(result == SendPayLinkResult.Sent, $"A payment link is on its way to {Email}", "Nothing was sent: the order cannot be paid any more");
        return LocalRedirect($"/staff/orders/{reference}/pay-link");
    }

    private static bool LooksLikeAddress(string? email) =>
        email is { Length: > 2 and <= LongestEmail } && email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == email.LastIndexOf('@') && at < email.Length - 1
        && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>');

    private async Task<bool> LoadAsync(OrderReference reference, CancellationToken ct)
    {
        if (await mediator.Send(new GetUnpaidOrder(reference, User.Scope()), ct) is not { } order) return false;
        (Order, Email) = (order, order.Payer.Email);
        return true;
    }
}
