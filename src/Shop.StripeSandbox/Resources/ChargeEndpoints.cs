using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Resources;

internal static class ChargeEndpoints
{
    private const string Path = "/v1/charges";

    public static void Map(ApiRoutes api)
    {
        api.Get(Path, "list charge", List);
        api.Get(Path + "/{id}", "charge", call => call.Answer(call.Target(call.Store.Charges)));
        api.Post(Path + "/{id}", "charge", Update);
    }

    private static JsonObject List(ApiCall call)
    {
        var intent = call.Input.Text("payment_intent");
        return Paging.List(call, call.Store.Charges, Path, narrow: intent is null ? null : call.Store.Charges.Where("payment_intent", intent));
    }

    private static JsonObject Update(ApiCall call)
    {
        var charge = call.Target(call.Store.Charges);
        var description = call.Input.Has("description") ? call.Input.Text("description", 1000) : charge.Description;
        var metadata = charge.Metadata.With(call.Input.Metadata());
        call.Input.RefuseUnknown();
        return call.Store.Charges.Put(charge with { Description = description, Metadata = metadata }).ToJson();
    }
}
