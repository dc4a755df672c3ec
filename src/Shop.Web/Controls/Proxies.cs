using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Shop.Web.Controls;

/// <summary>
/// Who the visitor is and whether they came by https is believed only from the proxies that "Proxies:Known" names
/// (addresses or networks such as "10.0.0.0/8"). Without any, the headers are ignored (ASVS 5.0, 4.1.3).
/// </summary>
internal static class Proxies
{
    public static void AddKnownProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var known = configuration.GetSection("Proxies:Known").Get<string[]>() ?? [];
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = known.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var proxy in known)
                if (proxy.Contains('/', StringComparison.Ordinal)) o.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
                else o.KnownProxies.Add(IPAddress.Parse(proxy));
        });
    }
}
