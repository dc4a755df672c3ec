using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

internal static class WebhookEndpointEndpoints
{
    private const string Path = "/v1/webhook_endpoints", Kind = "webhook_endpoint";

    public static void Map(ApiRoutes api)
    {
        api.Post(Path, Kind, Create);
        api.Get(Path, "list " + Kind, call => Paging.List(call, call.Store.Endpoints, Path));
        api.Get(Path + "/{id}", Kind, call => call.Answer(call.Target(call.Store.Endpoints)));
        api.Post(Path + "/{id}", Kind, Update);
        api.Delete(Path + "/{id}", Kind, Delete);
    }

    /// <summary>Any address may be registered; only those on this machine are ever delivered to.</summary>
    private static JsonObject Create(ApiCall call)
    {
        var url = Url(call.Input) ?? throw StripeError.Missing("url");
        var events = call.Input.Texts("enabled_events");
        if (events.Count == 0) throw StripeError.Missing("enabled_events");
        var endpoint = new WebhookEndpoint(Ids.New("we"), call.Now, () => url, Ids.NewSecret())
        {
            EnabledEvents = events,
            ApiVersion = call.Input.Text("api_version"),
            Description = call.Input.Text("description"),
            Metadata = Metadata.None.With(call.Input.Metadata()),
        };
        call.Input.Flag("connect");
        call.Input.RefuseUnknown();
        var answer = call.Store.Endpoints.Put(endpoint).ToJson();
        answer["secret"] = endpoint.Secret;
        return answer;
    }

    private static JsonObject Update(ApiCall call)
    {
        var endpoint = call.Target(call.Store.Endpoints);
        var (url, events) = (Url(call.Input), call.Input.Texts("enabled_events"));
        endpoint = endpoint with
        {
            Address = url is null ? endpoint.Address : () => url,
            Given = url is null ? endpoint.Given : null,
            EnabledEvents = events.Count == 0 ? endpoint.EnabledEvents : events,
            Disabled = call.Input.Flag("disabled") ?? endpoint.Disabled,
            Description = call.Input.Has("description") ? call.Input.Text("description") : endpoint.Description,
            Metadata = endpoint.Metadata.With(call.Input.Metadata()),
        };
        call.Input.RefuseUnknown();
        return call.Store.Endpoints.Put(endpoint).ToJson();
    }

    private static JsonObject Delete(ApiCall call)
    {
        var endpoint = call.Target(call.Store.Endpoints);
        call.Input.RefuseUnknown();
        call.Store.Endpoints.Remove(endpoint.Id);
        return new() { ["id"] = endpoint.Id, ["object"] = Kind, ["deleted"] = true };
    }

    private static string? Url(Params input)
    {
        if (input.Text("url") is not { } url) return null;
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw StripeError.Invalid("Invalid URL: An explicit scheme (such as https) must be provided.", "url", "url_invalid");
    }
}
