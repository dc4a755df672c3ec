using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Catalogue.Contracts;
using Shop.Kernel;
using Shop.Orders;
using Shop.Web.Controls;

namespace Shop.Web.Pages.Orders;

/// <summary>Sends the link to an order to the e-mail address it was made with. Says the same whether there is such an order or not.</summary>
[EnableRateLimiting(RateLimits.FindOrder)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FindOrderModel(IMediator mediator) : PageModel
{
    private const int LongestEmail = 254;

    public string? Reference { get; private set; }
    public string? Email { get; private set; }

    /// <summary>The form was sent: the page says what may come of it.</summary>
    public bool Sent { get; private set; }

    public Council? Council { get; private set; }

    public async Task OnGetAsync(string? reference, bool sent, CancellationToken ct)
    {
        ModelState.Clear();
        Reference = reference;
        Sent = sent;
        Council = await mediator.Send(new GetCouncil(), ct);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? reference, [FromForm] string? email, CancellationToken ct)
    {
        ModelState.Clear();
        Reference = reference;
        Email = email?.Trim();
        if (ReferenceProblem(out var parsed) is { } wrong) ModelState.AddModelError("reference", wrong);
        if (EmailProblem() is { } problem) ModelState.AddModelError("email", problem);
        if (ModelState.IsValid)
        {
            await mediator.Send(new FindOrder(parsed, Email!), ct);
            return LocalRedirect("/find-order?sent=true");
        }

        Council = await mediator.Send(new GetCouncil(), ct);
        return Page();
    }

    /// <summary>The check character finds typing mistakes; that tells nobody whether an order exists.</summary>
    private string? ReferenceProblem(out OrderReference parsed)
    {
        if (OrderReference.TryParse(Reference, out parsed)) return null;
        return string.IsNullOrWhiteSpace(Reference)
            ? "Enter your order reference"
            : "Check your order reference. It has 9 letters and numbers, like BCD-234-XYZ";
    }

    private string? EmailProblem()
    {
        if (string.IsNullOrEmpty(Email)) return "Enter the email address you ordered with";
        var at = Email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == Email.LastIndexOf('@') && at < Email.Length - 1 && Email.Length <= LongestEmail && !Email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            ? null
            : "Enter an email address in the correct format, like name@example.com";
    }
}
