using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shop.Kernel.Persistence;
using Shop.Web.Startup;

namespace Shop.Web.Tests.Startup;

public sealed class WholeMigrationTests
{
    /// <summary>
    /// One that is more than one transaction stays half done when the shop is killed in between, and never starts again. EF splits it where SQLite
    /// has to make a table anew, as for a changed column: such a table is to be made anew by SQL of the migration itself.
    /// </summary>
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Migrations_EachOfThem_IsOneTransaction(DatabaseProvider provider)
    {
        var options = new DbContextOptionsBuilder<ShopDbContext>();
        options.UseShopDatabase(new DatabaseSettings { Provider = provider, ConnectionString = provider == DatabaseProvider.Sqlite ? "Data Source=none" : "Host=none" }, ShopModules.All);
        await using var db = new ShopDbContext(options.Options);
        var assembly = db.GetService<IMigrationsAssembly>();
        var outside = new List<string>();
        foreach (var (id, type) in assembly.Migrations)
        {
            var migration = assembly.CreateMigration(type, db.Database.ProviderName!);
            var model = migration.TargetModel is { } target ? db.GetService<IModelRuntimeInitializer>().Initialize(target, designTime: true) : null;
            outside.AddRange(db.GetService<IMigrationsSqlGenerator>().Generate(migration.UpOperations, model).Where(c => c.TransactionSuppressed).Select(c => $"{id}: {c.CommandText}"));
        }

        Assert.Empty(outside);
    }
}
