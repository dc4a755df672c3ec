using System.Text.Json;
using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Control;

/// <summary><c>POST /_sandbox/faults</c> orders that the next matching calls go wrong; GET lists what is left, DELETE forgets it.</summary>
internal static class FaultControl
{
    public static void Map(ControlPlane control)
    {
        var faults = control.Store.Faults;
        control.Post("/_sandbox/faults", (body, _) =>
        {
            var fault = Read(body);
            faults.Add(fault);
            return fault.ToJson();
        });
        control.Get("/_sandbox/faults", (_, _) => new JsonArray([.. faults.Waiting.Select(f => f.ToJson())]));
        control.Delete("/_sandbox/faults", (_, _) =>
        {
            faults.Clear();
            return new JsonArray();
        });
    }

    private static Fault Read(JsonElement body)
    {
        body.Only("match", "times", "kind", "status", "should_retry", "delay_ms", "sticky");
        var match = body.TryGetProperty("match", out var given) ? given : JsonDocument.Parse("{}").RootElement;
        if (match.ValueKind != JsonValueKind.Object) throw StripeError.Invalid("match must be an object", "match");
        match.Only("method", "path");
        var fault = new Fault(body.OneOf("kind", Fault.Kinds) ?? throw StripeError.Missing("kind"))
        {
            Method = match.Text("method"),
            Path = match.Text("path"),
            Times = (int)(body.Integer("times", 1, 1_000_000) ?? 1),
            Status = (int)(body.Integer("status", 400, 599) ?? 500),
            ShouldRetry = body.Flag("should_retry"),
            Delay = TimeSpan.FromMilliseconds(body.Integer("delay_ms", 0, 600_000) ?? 25_000),
            Sticky = body.Flag("sticky") ?? false,
        };
        return fault.Sticky && fault.Kind != "status" ? throw StripeError.Invalid("Only a `status` fault can be sticky", "sticky") : fault;
    }
}
