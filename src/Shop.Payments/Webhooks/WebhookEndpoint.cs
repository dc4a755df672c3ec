using MediatR;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Shop.Payments.Stripe;

namespace Shop.Payments.Webhooks;

/// <summary>
/// POST /webhooks/stripe: reads the raw bytes, checks the signature before anything else, keeps the event and answers.
/// 200 kept (or kept before); 400 not signed by Stripe or no event; 413 too big; 503 could not be kept, so that Stripe
/// sends it again. The work is the worker's: a slow answer would make Stripe repeat.
/// </summary>
internal static class WebhookEndpoint
{
    private const int MostBytes = 1024 * 1024;

    public static async Task<IResult> ReceiveAsync(
        HttpContext context, [FromServices] IMediator mediator, [FromServices] StripeConnection stripe, [FromServices] ILogger<WebhookEvent> log)
    {
        // Answers are for a machine: no error page is worked out for whoever posts rubbish here.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        if (await ReadAsync(context.Request, context.RequestAborted) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (WebhookSignature.Verify(body, context.Request.Headers["Stripe-Signature"], stripe.Settings) is not { } text)
        {
            log.LogWarning("A webhook without a valid signature was refused");
            return Results.BadRequest();
        }

        if (WebhookHint.Read(text) is not { } hint) return Results.BadRequest();
        return await KeepAsync(mediator, hint, text, log);
    }

    private static async Task<IResult> KeepAsync(IMediator mediator, WebhookHint hint, string text, ILogger log)
    {
        try
        {
            // Kept even if the sender hangs up: it would only send the same again.
            await mediator.Send(new StoreWebhookEvent(hint.EventId, hint.Type, text), CancellationToken.None);
            return Results.Ok();
        }
#pragma warning disable CA1031 // Whatever the database suffers from, Stripe must send the event again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Event {EventId} could not be kept", hint.EventId);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Null when the body is longer than any event.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        // The limit is checked here, so that the answer is the same on every server.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostBytes + 1;
        if (request.ContentLength > MostBytes) return null;
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (whole.Length + read > MostBytes) return null;
            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }
}
