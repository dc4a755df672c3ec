using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox;

/// <summary>
/// Answers only to names of this machine, so that a page elsewhere whose name was pointed at loopback (DNS rebinding)
/// cannot drive the sandbox. Also turns requests too broken to read into an answer instead of a fault.
/// </summary>
internal static class LoopbackGuard
{
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!Uri.TryCreate($"http://{http.Request.Host.Value}/", UriKind.Absolute, out var uri) || !StripeSandboxOptions.IsLoopback(uri))
        {
            await RefuseAsync(http, 421, "The sandbox answers to localhost only.");
            return;
        }
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, e.StatusCode, e.Message);
        }
        catch (InvalidDataException e) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, 400, e.Message);
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string message) =>
        Wire.WriteAsync(http.Response, status, new StripeError(status, "invalid_request_error", message).ToJson());
}
