using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shop.StripeSandbox.Api;

/// <summary>JSON as Stripe sends it: indented, letters of other scripts unescaped.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, Options);

    public static async Task WriteAsync(HttpResponse response, int status, byte[] body, string contentType = "application/json")
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(body);
    }

    public static Task WriteAsync(HttpResponse response, int status, JsonObject body) => WriteAsync(response, status, Bytes(body));
}
