using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Migrations.Sqlite;

internal static class AppendOnly
{
    /// <summary>
    /// Rows of the table can be added, never changed or removed. SQLite drops triggers when it rebuilds a table: call
    /// this again after any later migration that alters a column of it.
    /// </summary>
    public static void ForbidChanges(this MigrationBuilder migration, string table)
    {
        foreach (var verb in new[] { "UPDATE", "DELETE" })
        {
            migration.Sql($"DROP TRIGGER IF EXISTS \"{table}_no_{verb.ToLowerInvariant()}\";");
            migration.Sql($"CREATE TRIGGER \"{table}_no_{verb.ToLowerInvariant()}\" BEFORE {verb} ON \"{table}\" BEGIN SELECT RAISE(ABORT, '{table} is append only'); END;");
        }
    }
}
