using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Shop.Payments.Webhooks;

namespace Shop.Payments;

public static class PaymentsEndpoints
{
    public const string WebhookPath = "/webhooks/stripe";

    /// <summary>
    /// Where Stripe reports events. The signature is its only credential: no cookie, no antiforgery token, and no rate
    /// limit, which would only make Stripe send everything again.
    /// </summary>
    public static IEndpointRouteBuilder MapPaymentsEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(WebhookPath, WebhookEndpoint.ReceiveAsync)
            .AllowAnonymous()
            .DisableAntiforgery()
            .DisableRateLimiting()
            .ExcludeFromDescription();
        return endpoints;
    }
}
