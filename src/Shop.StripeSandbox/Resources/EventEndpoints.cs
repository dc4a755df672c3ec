using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Resources;

internal static class EventEndpoints
{
    private const string Path = "/v1/events";

    // Stripe gives events back for so long by the API.
    private static readonly TimeSpan Retrievable = TimeSpan.FromDays(30);

    public static void Map(ApiRoutes api)
    {
        api.Get(Path, "list event", List);
        api.Get(Path + "/{id}", "event", Retrieve);
    }

    private static JsonObject Retrieve(ApiCall call)
    {
        var happened = call.Target(call.Store.Events);
        return happened.Created + Retrievable >= call.Now ? call.Answer(happened) : throw StripeError.NoSuch("event", happened.Id, "id");
    }

    private static JsonObject List(ApiCall call)
    {
        var type = call.Input.Text("type");
        var types = call.Input.Texts("types");
        var delivered = call.Input.Flag("delivery_success");
        if (type is not null && types.Count > 0) throw StripeError.Invalid("You may only specify one of these parameters: type, types.", "type");
        if (types.Count > 20) throw StripeError.Invalid("You can list at most 20 types.", "types");
        return Paging.List(call, call.Store.Events, Path, e =>
            e.Created + Retrievable >= call.Now
            && (type is null || Matches(type, e.Type)) && (types.Count == 0 || types.Any(t => Matches(t, e.Type)))
            && (delivered is null || call.Store.Deliveries.IsDelivered(e.Id) == delivered));
    }

    /// <summary>A type may end in <c>.*</c>, for example <c>charge.*</c>.</summary>
    private static bool Matches(string wanted, string type) =>
        wanted == type || wanted == "*" || (wanted.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(wanted[..^1], StringComparison.Ordinal));
}
