using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Shop.Web.Controls;

/// <summary>How often one address may send forms. Looking at pages is not limited here: what costs is limited by <see cref="Congestion"/>.</summary>
internal static class RateLimits
{
    /// <summary>For [EnableRateLimiting] on "Find my order": each attempt may send an e-mail.</summary>
    public const string FindOrder = "find-order";

    /// <summary>For [EnableRateLimiting] on pages to pay: each POST may ask Stripe, each guess at a key the database.</summary>
    public const string Pay = "pay";

    private const int SegmentsPerWindow = 6;

    public static void AddRateLimits(this IServiceCollection services, WebLimits limits) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = TellWhenToComeBack;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Posts(http, limits.PostsPerMinute, TimeSpan.FromMinutes(1)));
        options.AddPolicy(Pay, http => Everything(http, limits.PayPagesPerMinute, TimeSpan.FromMinutes(1)));
        options.AddPolicy(FindOrder, http => Posts(http, limits.FindOrderPerTenMinutes, TimeSpan.FromMinutes(10)));
    });

    private static RateLimitPartition<string> Posts(HttpContext http, int permits, TimeSpan window) =>
        HttpMethods.IsPost(http.Request.Method) ? Everything(http, permits, window) : RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> Everything(HttpContext http, int permits, TimeSpan window) => RateLimitPartition.GetSlidingWindowLimiter(
        AddressOf(http), _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = window, SegmentsPerWindow = SegmentsPerWindow });

    /// <summary>An IPv6 customer has a /64 network to choose addresses from.</summary>
    internal static string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress([.. address.GetAddressBytes()[..8], 0, 0, 0, 0, 0, 0, 0, 0]).ToString() : address.ToString();
    }

    private static ValueTask TellWhenToComeBack(OnRejectedContext context, CancellationToken ct)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
