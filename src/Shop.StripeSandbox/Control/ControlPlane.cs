using System.Text.Json;
using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Control;

internal delegate JsonNode? ControlHandler(JsonElement body, RouteValueDictionary route);

/// <summary>
/// What Stripe has no call for: the clock, the ways in which webhooks and calls go wrong, and what banks do later.
/// JSON in and out under <c>/_sandbox/</c>, with the same key as the API.
/// </summary>
internal sealed class ControlPlane(IEndpointRouteBuilder routes, SandboxStore store)
{
    public SandboxStore Store => store;

    public static void MapAll(IEndpointRouteBuilder routes, SandboxStore store)
    {
        var control = new ControlPlane(routes, store);
        ClockControl.Map(control);
        WebhookControl.Map(control);
        FaultControl.Map(control);
        CardControl.Map(control);
        MoneyControl.Map(control);
        DisputeControl.Map(control);
        PayoutControl.Map(control);
    }

    public void Get(string path, ControlHandler handler) => routes.MapGet(path, (RequestDelegate)(http => ServeAsync(http, handler)));

    public void Post(string path, ControlHandler handler) => routes.MapPost(path, (RequestDelegate)(http => ServeAsync(http, handler)));

    public void Delete(string path, ControlHandler handler) => routes.MapDelete(path, (RequestDelegate)(http => ServeAsync(http, handler)));

    private async Task ServeAsync(HttpContext http, ControlHandler handler)
    {
        var (status, answer) = await AnswerAsync(http, handler);
        await Wire.WriteAsync(http.Response, status, answer);
    }

    private async Task<(int, JsonObject)> AnswerAsync(HttpContext http, ControlHandler handler)
    {
        try
        {
            Authorisation.Demand(http.Request);
            using var reader = new StreamReader(http.Request.Body);
            var text = await reader.ReadToEndAsync(http.RequestAborted);
            using var body = JsonDocument.Parse(string.IsNullOrWhiteSpace(text) ? "{}" : text);
            if (body.RootElement.ValueKind != JsonValueKind.Object) throw StripeError.Invalid("Send a JSON object.");
            var answer = store.Run(() => handler(body.RootElement, http.GetRouteData().Values));
            return (200, answer as JsonObject ?? new() { ["data"] = answer });
        }
        catch (StripeError e)
        {
            return (e.Status, e.ToJson());
        }
        catch (JsonException e)
        {
            return (400, StripeError.Invalid($"The body is not JSON: {e.Message}").ToJson());
        }
    }
}
