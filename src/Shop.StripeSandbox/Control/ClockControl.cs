using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Control;

/// <summary><c>GET /_sandbox/clock</c>, <c>POST /_sandbox/clock/advance {seconds}</c>, <c>POST /_sandbox/reset</c>.</summary>
internal static class ClockControl
{
    private const long TenYears = 315_360_000;

    public static void Map(ControlPlane control)
    {
        var store = control.Store;
        control.Get("/_sandbox/clock", (_, _) => Read());
        control.Post("/_sandbox/clock/advance", (body, _) =>
        {
            body.Only("seconds");
            var seconds = body.Integer("seconds", 0, TenYears) ?? throw StripeError.Missing("seconds");
            store.Options.Clock.Advance(TimeSpan.FromSeconds(seconds));
            store.CatchUp();
            return Read();
        });
        control.Post("/_sandbox/reset", (_, _) =>
        {
            store.Reset();
            return Read();
        });

        JsonObject Read()
        {
            var clock = store.Options.Clock;
            return new()
            {
                ["now"] = clock.Now.ToString("O"),
                ["unix"] = clock.Now.ToUnixTimeSeconds(),
                ["offset_seconds"] = (long)clock.Offset.TotalSeconds,
            };
        }
    }
}
