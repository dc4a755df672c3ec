using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Orders.Attachments;
using Shop.Web.Pages.Staff.Orders;

namespace Shop.Web.Pages.Staff;

/// <summary>
/// Hands a resident's document to an officer of the team: always as a download, never shown by the browser, and if one shows it all the same,
/// in a sandbox where nothing runs (ASVS 5.0, 5.4.1 and 3.2.1).
/// </summary>
[Authorize(Roles = OrderStaff.Roles)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AttachmentsModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new OpenAttachment(id, User.Scope()), ct) is not { } file) return NotFound();
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        Response.Headers.XContentTypeOptions = "nosniff";
        Response.ContentLength = file.Bytes;
        return File(file.Content, file.ContentType, file.FileName);
    }
}
