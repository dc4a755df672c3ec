using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

internal static class CheckoutSessionEndpoints
{
    private const string Path = "/v1/checkout/sessions", Kind = "checkout.session";

    public static void Map(ApiRoutes api)
    {
        api.Post(Path, Kind, Create);
        api.Get(Path, "list " + Kind, List);
        api.Get(Path + "/{id}", Kind, call => call.Answer(call.Target(call.Store.Sessions, "session")));
        api.Post(Path + "/{id}", Kind, Update);
        api.Post(Path + "/{id}/expire", Kind, Expire);
        api.Get(Path + "/{id}/line_items", "list item", LineItems);
    }

    private static JsonObject Create(ApiCall call)
    {
        var metadata = Metadata.None.With(call.Input.Metadata());
        var terms = SessionTermsReader.Read(call);
        call.Input.RefuseUnknown();
        return SessionFlow.Create(call.Store, terms, metadata).ToJson();
    }

    private static JsonObject Update(ApiCall call)
    {
        var session = call.Target(call.Store.Sessions, "session");
        var metadata = session.Metadata.With(call.Input.Metadata());
        call.Input.RefuseUnknown();
        if (session.Status != CheckoutSession.Open)
            throw StripeError.State($"Only Checkout Sessions with a status in [\"open\"] can be updated. This Checkout Session has a status of `{session.Status}`.");
        return call.Store.Sessions.Put(session with { Metadata = metadata }).ToJson();
    }

    private static JsonObject Expire(ApiCall call)
    {
        var session = call.Target(call.Store.Sessions, "session");
        call.Input.RefuseUnknown();
        if (session.Status != CheckoutSession.Open)
            throw StripeError.State($"Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `{session.Status}`.");
        return SessionFlow.Expire(call.Store, session).ToJson();
    }

    private static JsonObject List(ApiCall call)
    {
        var status = call.Input.OneOf("status", CheckoutSession.Open, CheckoutSession.Complete, CheckoutSession.Expired);
        var intent = call.Input.Text("payment_intent");
        var narrow = intent is not null ? call.Store.Sessions.Where("payment_intent", intent) : status is not null ? call.Store.Sessions.Where("status", status) : null;
        return Paging.List(call, call.Store.Sessions, Path, s => status is null || s.Status == status, narrow);
    }

    private static JsonObject LineItems(ApiCall call)
    {
        var session = call.Target(call.Store.Sessions, "session");
        // A list of lines reads from the first to the last, so the newest-first page is fed in reverse.
        var lines = new FixedRows<LineItem>("item", [.. session.Terms.Lines.Reverse().Select((line, slot) => (slot, line))]);
        return Paging.List(call, lines, $"{Path}/{session.Id}/line_items");
    }
}
