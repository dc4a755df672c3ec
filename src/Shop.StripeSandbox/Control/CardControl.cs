using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;

namespace Shop.StripeSandbox.Control;

/// <summary><c>POST /_sandbox/cards</c> orders what the next cards do; GET lists what is left, DELETE forgets it.</summary>
internal static class CardControl
{
    public static void Map(ControlPlane control)
    {
        var orders = control.Store.NextCards;
        control.Post("/_sandbox/cards", (body, _) =>
        {
            body.Only("kind", "decline_code", "times");
            var kind = body.OneOf("kind", CardOrder.Kinds) ?? throw StripeError.Missing("kind");
            var code = body.OneOf("decline_code", CardOrder.Codes);
            if (kind == "challenge" && code is not null) throw StripeError.Invalid("A challenge has no decline_code", "decline_code");
            var order = new CardOrder(kind)
            {
                Code = kind == "decline" ? code ?? "generic_decline" : null,
                Times = (int)(body.Integer("times", 1, 1_000_000) ?? 1),
            };
            orders.Add(order);
            return order.ToJson();
        });
        control.Get("/_sandbox/cards", (_, _) => new JsonArray([.. orders.Waiting.Select(o => o.ToJson())]));
        control.Delete("/_sandbox/cards", (_, _) =>
        {
            orders.Clear();
            return new JsonArray();
        });
    }
}
