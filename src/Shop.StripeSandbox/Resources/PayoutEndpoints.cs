using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;

namespace Shop.StripeSandbox.Resources;

internal static class PayoutEndpoints
{
    private const string Path = "/v1/payouts", Kind = "payout";

    public static void Map(ApiRoutes api)
    {
        api.Post(Path, Kind, Create);
        api.Get(Path, "list " + Kind, List);
        api.Get(Path + "/{id}", Kind, call => call.Answer(Target(call)));
        api.Post(Path + "/{id}", Kind, Update);
        api.Post(Path + "/{id}/cancel", Kind, Cancel);
        api.Post(Path + "/{id}/reverse", Kind, Reverse);
    }

    private static JsonObject Create(ApiCall call)
    {
        var amount = call.Input.RequiredInteger("amount");
        Amounts.Currency(call.Input);
        var (description, statement) = (call.Input.Text("description", 1000), call.Input.Text("statement_descriptor", 22));
        var metadata = Metadata.None.With(call.Input.Metadata());
        call.Input.OneOf("method", "standard");
        call.Input.OneOf("source_type", "card");
        if (amount < 1) throw StripeError.Invalid("Invalid positive integer", "amount", "parameter_invalid_integer");
        call.Input.RefuseUnknown();
        if (amount > call.Store.Settlement.Available)
            throw StripeError.State("You have insufficient funds in your Stripe account for this transfer. Your available balance is too low.", "balance_insufficient");
        return PayoutFlow.Create(call.Store, amount, description, statement, metadata).ToJson();
    }

    private static JsonObject List(ApiCall call)
    {
        var status = call.Input.OneOf("status", Payout.Pending, Payout.InTransit, Payout.Paid, Payout.Failed, Payout.Canceled);
        var arrival = CreatedRange.Read(call.Input, "arrival_date");
        return Paging.List(call, call.Store.Payouts, Path, p => (status is null || p.Status == status) && arrival.Includes(p.ArrivalDate),
            status is null ? null : call.Store.Payouts.Where("status", status));
    }

    private static JsonObject Update(ApiCall call)
    {
        var payout = Target(call);
        var metadata = payout.Metadata.With(call.Input.Metadata());
        call.Input.RefuseUnknown();
        var before = payout.Metadata.ToJson();
        payout = call.Store.Payouts.Put(payout with { Metadata = metadata });
        call.Store.Emit("payout.updated", payout, new() { ["metadata"] = before });
        return payout.ToJson();
    }

    private static JsonObject Cancel(ApiCall call)
    {
        var payout = Target(call);
        call.Input.RefuseUnknown();
        if (payout.Automatic) throw StripeError.State("Automatic payouts cannot be canceled.", "payouts_not_allowed");
        if (payout.Status != Payout.Pending) throw StripeError.State($"Payout {payout.Id} cannot be canceled: its status is {payout.Status}. Only a pending payout can be.");
        return PayoutFlow.Cancel(call.Store, payout).ToJson();
    }

    private static JsonObject Reverse(ApiCall call)
    {
        var payout = Target(call);
        var metadata = Metadata.None.With(call.Input.Metadata());
        call.Input.RefuseUnknown();
        if (!payout.CanReverse) throw StripeError.State($"Payout {payout.Id} cannot be reversed. Only a paid payout above zero can be, and only once.");
        return PayoutFlow.Reverse(call.Store, payout, metadata).ToJson();
    }

    private static Payout Target(ApiCall call) => call.Target(call.Store.Payouts, "payout");
}
