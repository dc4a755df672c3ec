using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Shop.Web.Controls;

/// <summary>How much a request may send. A page that takes files raises its own limit by [RequestSizeLimit] and [RequestFormLimits].</summary>
internal static class BodyLimits
{
    private const int FormBytes = 1024 * 1024;

    public static void AddBodyLimits(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = FormBytes;
        });
        services.Configure<FormOptions>(o =>
        {
            o.ValueCountLimit = 200;
            o.KeyLengthLimit = 200;
            o.ValueLengthLimit = 200_000;
            o.MultipartBodyLengthLimit = FormBytes;
        });
    }
}
