using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace Shop.Web.Controls;

/// <summary>
/// Writes an unhandled fault down under a short reference that the person is told, too. The log has the page's route,
/// not its address: an address may hold the key of an order.
/// </summary>
internal sealed class FaultLog(ILogger<FaultLog> log) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException bad)
        {
            log.LogInformation("Refused a request with {Status}: {Reason}", bad.StatusCode, bad.Message);
            return ValueTask.FromResult(false);
        }

        var reference = NewReference();
        httpContext.Items[typeof(FaultLog)] = reference;
        var route = httpContext.GetEndpoint()?.DisplayName ?? httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName;
        log.LogError(exception, "Fault {Reference} in {Method} {Route}, trace {TraceId}", reference, httpContext.Request.Method, route, Activity.Current?.TraceId.ToHexString());
        return ValueTask.FromResult(false);
    }

    /// <summary>The reference of the fault that this request is showing; null when there was none.</summary>
    public static string? ReferenceOf(HttpContext context) => context.Items[typeof(FaultLog)] as string;

    private static string NewReference()
    {
        var id = (Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("N"))[..8].ToUpperInvariant();
        return $"{id[..4]}-{id[4..]}";
    }
}
