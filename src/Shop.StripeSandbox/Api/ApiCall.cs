using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Api;

/// <summary>Answers one call. Runs under the store's lock, so it sees and leaves a consistent account.</summary>
internal delegate JsonObject ApiHandler(ApiCall call);

/// <summary>One call of the API: its parameters, the parts of its path, and the store.</summary>
internal sealed class ApiCall(SandboxStore store, Params input, RouteValueDictionary route)
{
    public SandboxStore Store => store;

    public Params Input => input;

    public DateTimeOffset Now => store.Now;

    /// <summary>The <c>{id}</c> of the path.</summary>
    public string Id => (string)route["id"]!;

    /// <summary>The object the path names. Throws <c>resource_missing</c> when there is none.</summary>
    public T Target<T>(Table<T> table, string param = "id") where T : class, IResource => Find(table, Id, param);

    /// <summary>The object a parameter names. Throws <c>resource_missing</c> when there is none.</summary>
    public static T Find<T>(Table<T> table, string id, string param) where T : class, IResource =>
        table.Find(id) ?? throw StripeError.NoSuch(table.Kind, id, param);

    /// <summary>The end of every handler that takes no parameters of its own.</summary>
    public JsonObject Answer(IResource resource)
    {
        if (!input.Checked) input.RefuseUnknown();
        return resource.ToJson();
    }
}
