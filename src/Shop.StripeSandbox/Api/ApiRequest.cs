using System.Text;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Api;

/// <summary>One call as it came: who, under which key, with what.</summary>
internal sealed record ApiRequest(string Id, string Method, string Path, FormNode Form, string? IdempotencyKey)
{
    public string Fingerprint { get; } = Idempotency.Fingerprint(Method, Path, Form);

    public RequestStamp Stamp => new(Id, IdempotencyKey);

    /// <exception cref="StripeError">There is no usable key, or the parameters are malformed.</exception>
    public static async Task<ApiRequest> ReadAsync(HttpContext http, string id)
    {
        var request = http.Request;
        Authorisation.Demand(request);
        var key = request.Headers["Idempotency-Key"].ToString();
        var form = request.QueryString.HasValue ? request.QueryString.Value![1..] : "";
        if (HttpMethods.IsPost(request.Method)) form += "&" + await ReadBodyAsync(request);
        // Only a POST changes something twice when it is sent twice.
        var keyed = HttpMethods.IsPost(request.Method) && key.Length > 0;
        return new(id, request.Method, request.Path.Value!, FormNode.Parse(form), keyed ? key : null);
    }

    private static async Task<string> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true)
            throw StripeError.Invalid("The v1 API takes application/x-www-form-urlencoded bodies, not JSON.");
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    public static string NewId() => Ids.New("req");
}
