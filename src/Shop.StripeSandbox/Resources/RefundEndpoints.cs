using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;

namespace Shop.StripeSandbox.Resources;

internal static class RefundEndpoints
{
    private const string Path = "/v1/refunds", Kind = "refund";

    public static void Map(ApiRoutes api)
    {
        api.Post(Path, Kind, Create);
        api.Get(Path, "list " + Kind, List);
        api.Get(Path + "/{id}", Kind, call => call.Answer(call.Target(call.Store.Refunds)));
        api.Post(Path + "/{id}", Kind, Update);
        api.Post(Path + "/{id}/cancel", Kind, Cancel);
    }

    /// <summary>The whole rest when no amount is given. Checked and done under one lock: two at once cannot give back more than was paid.</summary>
    private static JsonObject Create(ApiCall call)
    {
        var amount = call.Input.Integer("amount");
        var reason = call.Input.OneOf("reason", "duplicate", "fraudulent", "requested_by_customer");
        var metadata = Metadata.None.With(call.Input.Metadata());
        if (amount is < 1) throw StripeError.Invalid("Invalid positive integer", "amount", "parameter_invalid_integer");
        var charge = ChargeOf(call);
        call.Input.RefuseUnknown();
        if (!charge.Succeeded || !charge.Captured) throw StripeError.State($"Charge {charge.Id} has not been captured, so it cannot be refunded.", param: "charge");
        if (charge.Disputed && call.Store.Disputes.Where("charge", charge.Id).Any(d => d.Row.BlocksRefund)) throw StripeError.State($"Charge {charge.Id} has been charged back; cannot issue a refund.", "charge_disputed");
        if (charge.Refundable == 0) throw StripeError.State($"Charge {charge.Id} has already been refunded.", "charge_already_refunded");
        if (amount > charge.Refundable)
            throw StripeError.State($"Refund amount ({Amounts.Pounds(amount.Value)}) is greater than unrefunded amount on charge ({Amounts.Pounds(charge.Refundable)})", param: "amount");
        return RefundFlow.Create(call.Store, charge, amount ?? charge.Refundable, reason, metadata).ToJson();
    }

    private static Charge ChargeOf(ApiCall call)
    {
        var (chargeId, intentId) = (call.Input.Text("charge"), call.Input.Text("payment_intent"));
        if (chargeId is not null && intentId is not null) throw StripeError.Invalid("You may only specify one of these parameters: charge, payment_intent.", "charge");
        if (chargeId is not null) return ApiCall.Find(call.Store.Charges, chargeId, "charge");
        if (intentId is null) throw StripeError.Invalid("One of the following params should be provided for this request: payment_intent or charge.", "payment_intent", "parameter_missing");
        var intent = ApiCall.Find(call.Store.PaymentIntents, intentId, "payment_intent");
        return intent.Status == PaymentIntent.Succeeded
            ? call.Store.Charges.Get(intent.LatestCharge!)
            : throw StripeError.State($"This PaymentIntent ({intent.Id}) does not have a successful charge to refund.", param: "payment_intent");
    }

    private static JsonObject List(ApiCall call)
    {
        var (charge, intent) = (call.Input.Text("charge"), call.Input.Text("payment_intent"));
        var narrow = charge is not null ? call.Store.Refunds.Where("charge", charge)
            : intent is not null ? call.Store.Refunds.Where("payment_intent", intent)
            : null;
        return Paging.List(call, call.Store.Refunds, Path, r => (charge is null || r.Charge == charge) && (intent is null || r.PaymentIntent == intent), narrow);
    }

    private static JsonObject Update(ApiCall call)
    {
        var refund = call.Target(call.Store.Refunds);
        var metadata = refund.Metadata.With(call.Input.Metadata());
        call.Input.RefuseUnknown();
        refund = call.Store.Refunds.Put(refund with { Metadata = metadata });
        call.Store.Emit("refund.updated", refund);
        return refund.ToJson();
    }

    private static JsonObject Cancel(ApiCall call)
    {
        var refund = call.Target(call.Store.Refunds);
        call.Input.RefuseUnknown();
        if (refund.Status != Refund.Pending) throw StripeError.State($"Refund {refund.Id} cannot be canceled: its status is {refund.Status}. Only a pending refund can be.");
        return RefundFlow.Cancel(call.Store, refund).ToJson();
    }
}
