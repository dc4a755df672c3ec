using System.IO.Compression;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Shop.Web.Controls;

/// <summary>A page without secrets: no token, nothing about a person. It may be compressed; cached catalogue pages are so by themselves.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicPageAttribute : Attribute;

/// <summary>
/// Compresses public pages, over https too. Pages with tokens or personal details are sent as they are: their
/// compressed size could tell about a secret beside text that an attacker chose (BREACH).
/// </summary>
internal sealed class PublicCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    public override bool ShouldCompressResponse(HttpContext context) =>
        IsPublic(context) && context.Response.Headers.SetCookie.Count == 0 && base.ShouldCompressResponse(context);

    public static void Add(IServiceCollection services)
    {
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.AddSingleton<IResponseCompressionProvider, PublicCompression>();
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
    }

    private static bool IsPublic(HttpContext context) => context.GetEndpoint()?.Metadata is { } metadata
        && (metadata.GetMetadata<PublicPageAttribute>() is not null || metadata.GetMetadata<OutputCacheAttribute>()?.PolicyName == CatalogueCache.Policy);
}
