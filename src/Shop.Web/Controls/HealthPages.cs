using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Shop.Kernel.Persistence;

namespace Shop.Web.Controls;

/// <summary>
/// /health/live: the process answers. /health/ready: it can also do its work; a module adds a check of its own with
/// <c>services.AddHealthChecks().AddCheck&lt;X&gt;("name", tags: [HealthPages.Ready])</c>.
/// </summary>
public static class HealthPages
{
    public const string Path = "/health";
    public const string Ready = "ready";

    internal static void AddHealthPages(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseAnswers>("database", tags: [Ready], timeout: TimeSpan.FromSeconds(5));

    internal static void MapHealthPages(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks(Path + "/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks(Path + "/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }

    private sealed class DatabaseAnswers(ShopDbContext db, DatabaseCondition condition) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            condition.Damage is { } damage ? HealthCheckResult.Unhealthy($"The database file is damaged: {damage}")
            : await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
    }
}
