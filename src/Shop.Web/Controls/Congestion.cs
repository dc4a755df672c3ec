using System.Threading.RateLimiting;

namespace Shop.Web.Controls;

/// <summary>
/// Lets a fixed number of requests work at once and a short queue wait; the next is told to come back (503), which
/// keeps those inside fast instead of letting all of them time out.
/// </summary>
internal sealed class Congestion(RequestDelegate next, WebLimits limits) : IDisposable
{
    private const int LargeBody = 256 * 1024;
    private const string ComeBackAfterSeconds = "5";

    private readonly ConcurrencyLimiter _requests = Lane(limits.ConcurrentRequests, limits.WaitingRequests);
    private readonly ConcurrencyLimiter _uploads = Lane(limits.ConcurrentUploads, limits.ConcurrentUploads);

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.IsShowingError() || context.Request.Path.StartsWithSegments(HealthPages.Path))
        {
            await next(context);
            return;
        }

        using var place = await LaneOf(context.Request).AcquireAsync(1, context.RequestAborted);
        if (place.IsAcquired)
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = ComeBackAfterSeconds;
    }

    public void Dispose()
    {
        _requests.Dispose();
        _uploads.Dispose();
    }

    private ConcurrencyLimiter LaneOf(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.ContentLength is null or > LargeBody ? _uploads : _requests;

    private static ConcurrencyLimiter Lane(int places, int queue) =>
        new(new ConcurrencyLimiterOptions { PermitLimit = places, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}
