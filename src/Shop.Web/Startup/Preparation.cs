using Shop.Kernel.Persistence;

namespace Shop.Web.Startup;

public static class Preparation
{
    /// <summary>Before the first request: the schema is current and, on the very first start, the catalogue is there.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
    }
}
