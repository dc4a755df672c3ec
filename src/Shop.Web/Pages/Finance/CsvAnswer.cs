using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Shop.Web.Pages.Finance;

/// <summary>
/// Sends a CSV file while it is written, however long it is. A fault on the way breaks the connection off, so that the
/// browser says "failed" and nobody works with half a file.
/// </summary>
internal sealed class CsvAnswer(IMediator mediator, string fileName, Func<Stream, IRequest<int>> write) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        await mediator.Send(write(response.Body), context.HttpContext.RequestAborted);
    }
}
