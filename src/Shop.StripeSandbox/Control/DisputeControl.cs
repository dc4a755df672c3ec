using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;

namespace Shop.StripeSandbox.Control;

/// <summary>What holders of cards and their banks do: <c>POST /_sandbox/disputes</c> and <c>/disputes/{id}/win|lose|escalate</c>.</summary>
internal static class DisputeControl
{
    public static void Map(ControlPlane control)
    {
        var store = control.Store;
        control.Post("/_sandbox/disputes", (body, _) =>
        {
            body.Only("charge", "reason", "amount", "inquiry");
            var id = body.Text("charge") ?? throw StripeError.Missing("charge");
            var charge = ApiCall.Find(store.Charges, id, "charge");
            var reason = body.OneOf("reason", [.. DisputeReason.All]) ?? "fraudulent";
            var amount = body.Integer("amount", 1) ?? DisputeFlow.UsualAmount(charge);
            if (DisputeFlow.Obstacle(store, charge, amount) is { } obstacle) throw StripeError.State(obstacle, param: "charge");
            return DisputeFlow.Open(store, charge, reason, amount, body.Flag("inquiry") ?? false).ToJson();
        });
        End("win", DisputeFlow.Win);
        End("lose", DisputeFlow.Lose);
        End("escalate", DisputeFlow.Escalate, inquiry: true);

        void End(string verb, Func<Store.SandboxStore, Dispute, Dispute> act, bool inquiry = false) => control.Post($"/_sandbox/disputes/{{id}}/{verb}", (body, route) =>
        {
            body.Only();
            var dispute = ApiCall.Find(store.Disputes, (string)route["id"]!, "id");
            if (!dispute.IsOpen || (inquiry && !dispute.IsInquiry)) throw StripeError.State($"Dispute {dispute.Id} is {dispute.Status}.");
            return act(store, dispute).ToJson();
        });
    }
}
