namespace Shop.Web.Controls;

/// <summary>Pages answer GET, HEAD and POST. Razor Pages would answer TRACE, PUT and anything else as if it were a GET (ASVS 5.0, 13.4.4).</summary>
internal static class AllowedMethods
{
    public static void UseAllowedMethods(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method)) return next(context);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD, POST";
        return Task.CompletedTask;
    });
}
