using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Shop.Benchmarks;

/// <summary>Kestrel with nothing around it, serving the same bytes with the same encoding from memory: the measure of what is possible.</summary>
internal static class BaselineServer
{
    public static async Task<int> RunAsync(string file, string url)
    {
        var body = await File.ReadAllBytesAsync(file);
        var encoding = await File.ReadAllTextAsync(file + ".encoding");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        await using var app = builder.Build();
        app.Run(async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            if (encoding.Length > 0) context.Response.Headers.ContentEncoding = encoding;
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        });
        await app.RunAsync();
        return 0;
    }
}
