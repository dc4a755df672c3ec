using Shop.StripeSandbox.Resources;

namespace Shop.StripeSandbox.Api;

/// <summary>Maps paths to handlers. Each knows the kind of its answer, for <c>expand[]</c>.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes, ApiPipeline pipeline)
{
    public void Get(string path, string answerKind, ApiHandler handler) =>
        routes.MapGet(path, (RequestDelegate)(http => pipeline.ServeAsync(http, answerKind, handler)));

    /// <summary>An answer that is no JSON; errors still are.</summary>
    public void GetText(string path, string contentType, Func<ApiCall, string> handler) =>
        routes.MapGet(path, (RequestDelegate)(http => pipeline.ServeTextAsync(http, contentType, handler)));

    public void Post(string path, string answerKind, ApiHandler handler) =>
        routes.MapPost(path, (RequestDelegate)(http => pipeline.ServeAsync(http, answerKind, handler)));

    public void Delete(string path, string answerKind, ApiHandler handler) =>
        routes.MapDelete(path, (RequestDelegate)(http => pipeline.ServeAsync(http, answerKind, handler)));

    public static void MapAll(IEndpointRouteBuilder routes, ApiPipeline pipeline)
    {
        var api = new ApiRoutes(routes, pipeline);
        CheckoutSessionEndpoints.Map(api);
        PaymentIntentEndpoints.Map(api);
        ChargeEndpoints.Map(api);
        RefundEndpoints.Map(api);
        DisputeEndpoints.Map(api);
        BalanceEndpoints.Map(api);
        PayoutEndpoints.Map(api);
        ReportRunEndpoints.Map(api);
        EventEndpoints.Map(api);
        WebhookEndpointEndpoints.Map(api);
        MinorEndpoints.Map(api);
        routes.MapFallback("/v1/{**rest}", (RequestDelegate)(http => pipeline.ServeAsync(http, "", _ => throw new StripeError(404, "invalid_request_error",
            $"Unrecognized request URL ({http.Request.Method}: {http.Request.Path}). This sandbox serves a part of the API: see its README.")
        { RefusedBeforeExecution = true })));
    }
}
