namespace Shop.Kernel.Persistence;

public enum DatabaseProvider { Sqlite, Postgres }

/// <summary>Section "Database" of the configuration.</summary>
public sealed class DatabaseSettings
{
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    public string ConnectionString { get; set; } = "Data Source=App_Data/shop.db";
}
