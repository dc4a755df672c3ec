using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

internal static class EventEndpoints
{
    private const string Path = "/v1/events";
    private const int Few = 1_000;

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
        IReadOnlyList<string> wanted = type is null ? types : [type];
        return Paging.List(call, call.Store.Events, Path, e =>
            e.Created + Retrievable >= call.Now
            && (wanted.Count == 0 || wanted.Any(t => Matches(t, e.Type)))
            && (delivered is null || call.Store.Deliveries.IsDelivered(e.Id) == delivered), Narrow(call, wanted, delivered));
    }

    /// <summary>The few events that no endpoint took, or those of the wanted types; null when neither narrows anything.</summary>
    private static IWalk<Event>? Narrow(ApiCall call, IReadOnlyList<string> wanted, bool? delivered)
    {
        var events = call.Store.Events;
        if (delivered == false && call.Store.Deliveries.Undelivered is { Count: < Few } ids)
            return new FixedRows<Event>(events.Kind, [.. ids.Where(id => events.SlotOf(id) is not null).Select(id => (events.SlotOf(id)!.Value, events.Get(id)))]);
        return wanted.Count == 0 ? null : events.Where("type", [.. events.Values("type").Where(t => wanted.Any(w => Matches(w, t)))]);
    }

    /// <summary>A type may end in <c>.*</c>, for example <c>charge.*</c>.</summary>
    private static bool Matches(string wanted, string type) =>
        wanted == type || wanted == "*" || (wanted.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(wanted[..^1], StringComparison.Ordinal));
}
