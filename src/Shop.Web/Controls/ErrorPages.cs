using Microsoft.AspNetCore.Diagnostics;

namespace Shop.Web.Controls;

/// <summary>One calm page for whatever goes wrong: an unhandled fault, or an answer that would have no content.</summary>
internal static class ErrorPages
{
    public const string Path = "/errors";

    public static void AddErrorPages(this IServiceCollection services)
    {
        services.AddExceptionHandler<FaultLog>();
        services.Configure<ExceptionHandlerOptions>(o =>
        {
            o.ExceptionHandlingPath = Path + "/500";
            o.StatusCodeSelector = StatusCodeOf;
            // FaultLog has written it down, with the reference the person is told.
            o.SuppressDiagnosticsCallback = _ => true;
        });
    }

    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePagesWithReExecute(Path + "/{0}");
        app.Use((context, next) =>
        {
            // Whatever was sent, the error page is only looked at: its form and its method are of no more interest.
            if (context.IsShowingError() && !HttpMethods.IsHead(context.Request.Method)) context.Request.Method = HttpMethods.Get;
            return next(context);
        });
    }

    /// <summary>The pipeline runs a second time, to show what went wrong in the first.</summary>
    public static bool IsShowingError(this HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;

    private static int StatusCodeOf(Exception fault) => fault switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        _ when DatabaseFaults.IsUnavailable(fault) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
