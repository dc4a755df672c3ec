using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue.Contracts;
using Shop.Web.Controls;

namespace Shop.Web.Pages.Errors;

/// <summary>What went wrong, in plain words. Needs neither the database nor a session; asked for directly it is a page that does not exist.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
public sealed class IndexModel(CouncilOnPages councils) : PageModel
{
    public int Status { get; private set; }

    public string? Reference => FaultLog.ReferenceOf(HttpContext);

    public Council? Council => councils.LastKnown;

    public void OnGet() => Show();

    public void OnHead() => Show();

    private void Show()
    {
        if (!HttpContext.IsShowingError()) Response.StatusCode = StatusCodes.Status404NotFound;
        if (Response.StatusCode == StatusCodes.Status503ServiceUnavailable && Response.Headers.RetryAfter.Count == 0) Response.Headers.RetryAfter = "30";
        Status = Response.StatusCode;
    }
}
