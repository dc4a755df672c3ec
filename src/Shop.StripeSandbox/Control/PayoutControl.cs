using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;

namespace Shop.StripeSandbox.Control;

/// <summary>What the bank does with payouts: <c>/payouts/run</c>, <c>/payouts/{id}/pay|fail</c>, and <c>/payouts/schedule</c>.</summary>
internal static class PayoutControl
{
    public static void Map(ControlPlane control)
    {
        var store = control.Store;
        control.Post("/_sandbox/payouts/run", (body, _) =>
        {
            body.Only("currency");
            if (body.Text("currency") is { } currency && currency != "gbp") throw StripeError.Invalid("This sandbox's account takes gbp only.", "currency");
            var payout = PayoutFlow.Sweep(store) ?? throw StripeError.State($"Nothing to pay out: {Amounts.Pounds(store.Settlement.Available)} is available.", "balance_insufficient");
            return payout.ToJson();
        });
        control.Post("/_sandbox/payouts/{id}/pay", (body, route) =>
        {
            body.Only();
            var payout = Target(route);
            if (!payout.IsUnderWay) throw StripeError.State($"Payout {payout.Id} is {payout.Status}.");
            return PayoutFlow.Pay(store, payout).ToJson();
        });
        control.Post("/_sandbox/payouts/{id}/fail", (body, route) =>
        {
            body.Only("failure_code");
            var code = body.OneOf("failure_code", [.. PayoutFailure.Codes]) ?? PayoutFailure.Usual;
            var payout = Target(route);
            if (!payout.IsUnderWay) throw StripeError.State($"Payout {payout.Id} is {payout.Status}.");
            return PayoutFlow.Fail(store, payout, code).ToJson();
        });
        control.Get("/_sandbox/payouts/schedule", (_, _) => Schedule());
        control.Post("/_sandbox/payouts/schedule", (body, _) =>
        {
            body.Only("automatic");
            store.PayoutSchedule.Automatic = body.Flag("automatic") ?? throw StripeError.Missing("automatic");
            return Schedule();
        });

        JsonObject Schedule() => new() { ["automatic"] = store.PayoutSchedule.Automatic };

        Payout Target(RouteValueDictionary route)
        {
            var id = (string)route["id"]!;
            return store.Payouts.Find(id) ?? throw StripeError.NoSuch("payout", id, "id");
        }
    }
}
