using Microsoft.AspNetCore.Mvc;

namespace Shop.Web.Pages.Checkout;

/// <summary>303: whatever the browser does, it asks for Stripe's page by GET and never sends our form there.</summary>
public sealed class SeeOther(Uri address) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = address.AbsoluteUri;
    }
}
