using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;

namespace Shop.StripeSandbox.Control;

/// <summary>What banks do later: <c>/settle</c> makes all pending money available, <c>/refunds/mode</c> lets refunds wait for it, <c>/refunds/{id}/succeed|fail|hold</c> ends a refund or keeps it pending.</summary>
internal static class MoneyControl
{
    public static void Map(ControlPlane control)
    {
        var store = control.Store;
        control.Post("/_sandbox/settle", (_, _) => new JsonObject { ["settled"] = store.Settlement.SettleAll(store) });
        control.Get("/_sandbox/refunds/mode", (_, _) => Mode());
        control.Post("/_sandbox/refunds/mode", (body, _) =>
        {
            body.Only("wait_for_funds");
            store.RefundsWaitForFunds = body.Flag("wait_for_funds") ?? throw StripeError.Missing("wait_for_funds");
            return Mode();
        });
        control.Post("/_sandbox/refunds/{id}/succeed", (body, route) =>
        {
            body.Only();
            return RefundFlow.Succeed(store, Refund(route)).ToJson();
        });
        control.Post("/_sandbox/refunds/{id}/hold", (body, route) =>
        {
            body.Only();
            return RefundFlow.Hold(store, Refund(route)).ToJson();
        });
        control.Post("/_sandbox/refunds/{id}/fail", (body, route) =>
        {
            body.Only("failure_reason");
            return RefundFlow.Fail(store, Refund(route), body.Text("failure_reason") ?? "expired_or_canceled_card").ToJson();
        });

        JsonObject Mode() => new() { ["wait_for_funds"] = store.RefundsWaitForFunds };

        Refund Refund(RouteValueDictionary route)
        {
            var id = (string)route["id"]!;
            return store.Refunds.Find(id) ?? throw StripeError.NoSuch("refund", id, "id");
        }
    }
}
