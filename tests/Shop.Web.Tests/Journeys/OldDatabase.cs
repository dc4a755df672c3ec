using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shop.Kernel.Persistence;
using Shop.Web.Startup;

namespace Shop.Web.Tests.Journeys;

/// <summary>A database as the first version left it, with a row that must survive.</summary>
internal sealed class OldDatabase(string file, int migrations)
{
    /// <summary>How many there are in all.</summary>
    public long Migrations => migrations;

    public static async Task<OldDatabase> MakeAsync(string file)
    {
        var settings = new DatabaseSettings { Provider = DatabaseProvider.Sqlite, ConnectionString = $"Data Source={file};Pooling=False" };
        var options = new DbContextOptionsBuilder<ShopDbContext>();
        options.UseShopDatabase(settings, ShopModules.All);
        await using var db = new ShopDbContext(options.Options);
        var all = db.Database.GetMigrations().ToList();
        await db.GetService<IMigrator>().MigrateAsync(all[0]);
        db.Add(new DataProtectionKey { FriendlyName = "kept", Xml = "<other/>" });
        await db.SaveChangesAsync();
        return new OldDatabase(file, all.Count);
    }

    /// <summary>How far a start has come: 0 nothing, 1 the lock file, 2 the copy, 3 the new triggers or tables.</summary>
    public int Progress()
    {
        if (!File.Exists(file + ".migrate.lock")) return 0;
        if (Directory.GetFiles(Path.GetDirectoryName(file)!, "shop.db.before-*").Length == 0) return 1;
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'";
        return (long)command.ExecuteScalar()! == 0 ? 2 : 3;
    }
}
