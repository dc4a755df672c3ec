using System.Text.Json;
using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Webhooks;

namespace Shop.StripeSandbox.Control;

/// <summary>How deliveries go, letting go held ones, sending one again, and what became of them.</summary>
internal static class WebhookControl
{
    private const int Shown = 100;

    public static void Map(ControlPlane control)
    {
        var (store, queue) = (control.Store, control.Store.Deliveries);
        control.Get("/_sandbox/webhooks/mode", (_, _) => Describe(queue.Mode));
        control.Post("/_sandbox/webhooks/mode", (body, _) =>
        {
            queue.SetMode(Read(body));
            return Describe(queue.Mode);
        });
        control.Post("/_sandbox/webhooks/release", (_, _) => new JsonObject { ["released"] = queue.Release(store.Now) });
        control.Post("/_sandbox/events/{id}/deliver", (body, route) =>
        {
            body.Only("copies", "delay_ms");
            var id = (string)route["id"]!;
            var happened = store.Events.Find(id) ?? throw StripeError.NoSuch("event", id, "id");
            var copies = (int)(body.Integer("copies", 1, 1_000) ?? 1);
            var due = store.Now.AddMilliseconds(body.Integer("delay_ms", 0, 86_400_000) ?? 0);
            queue.Resend(happened, store.Listening, copies, due);
            return new JsonObject { ["event"] = id, ["copies"] = copies };
        });
        control.Get("/_sandbox/deliveries", (_, _) => new JsonArray([.. queue.Newest(Shown, Describe)]));
    }

    /// <summary>The whole mode: what is left out goes back to normal.</summary>
    private static WebhookMode Read(JsonElement body)
    {
        body.Only("order", "hold", "duplicate", "drop", "delay_ms", "parallel", "signature", "api_version");
        return new()
        {
            Order = body.OneOf("order", WebhookMode.Orders) ?? "normal",
            Hold = body.Flag("hold") ?? false,
            Duplicate = (int)(body.Integer("duplicate", 1, 1_000) ?? 1),
            Drop = body.Texts("drop") ?? [],
            Delay = TimeSpan.FromMilliseconds(body.Integer("delay_ms", 0, 86_400_000) ?? 0),
            Parallel = (int?)body.Integer("parallel", 1, 1_000),
            Signature = body.OneOf("signature", WebhookMode.Signatures) ?? "normal",
            ApiVersion = body.Text("api_version"),
        };
    }

    private static JsonObject Describe(WebhookMode mode) => new()
    {
        ["order"] = mode.Order,
        ["hold"] = mode.Hold,
        ["duplicate"] = mode.Duplicate,
        ["drop"] = new JsonArray([.. mode.Drop.Select(d => (JsonNode)d)]),
        ["delay_ms"] = (long)mode.Delay.TotalMilliseconds,
        ["parallel"] = mode.Parallel,
        ["signature"] = mode.Signature,
        ["api_version"] = mode.ApiVersion,
    };

    private static JsonNode Describe(Delivery delivery) => new JsonObject
    {
        ["id"] = delivery.Number,
        ["event"] = delivery.EventId,
        ["type"] = delivery.EventType,
        ["endpoint"] = delivery.EndpointId,
        ["state"] = StateName(delivery.State),
        ["next_attempt"] = delivery.State == DeliveryState.Waiting ? delivery.Due.ToUnixTimeSeconds() : null,
        ["attempts"] = new JsonArray([.. delivery.Attempts.Select(Describe)]),
    };

    private static JsonNode Describe(DeliveryAttempt attempt) => new JsonObject
    {
        ["at"] = attempt.At.ToUnixTimeSeconds(),
        ["url"] = attempt.Url,
        ["signature"] = attempt.Signature,
        ["status"] = attempt.Status,
        ["failure"] = attempt.Failure,
        ["answer"] = attempt.Answer,
        ["milliseconds"] = attempt.Milliseconds,
    };

    public static string StateName(DeliveryState state) => state switch
    {
        DeliveryState.GivenUp => "given_up",
        _ => state.ToString().ToLowerInvariant(),
    };
}
