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

    /// <summary>Rows of the table are never removed, and these columns of them never changed; others may be.</summary>
    public static void ForbidChangesOf(this MigrationBuilder migration, string table, params string[] columns)
    {
        var list = string.Join(", ", columns.Select(c => $"\"{c}\""));
        foreach (var (verb, what) in new[] { ("update", $"UPDATE OF {list}"), ("delete", "DELETE") })
        {
            migration.Sql($"DROP TRIGGER IF EXISTS \"{table}_no_{verb}\";");
            migration.Sql($"CREATE TRIGGER \"{table}_no_{verb}\" BEFORE {what} ON \"{table}\" BEGIN SELECT RAISE(ABORT, '{table} keeps what it was told'); END;");
        }
    }

    /// <summary>Takes back what the two above forbid.</summary>
    public static void AllowChanges(this MigrationBuilder migration, string table)
    {
        foreach (var verb in new[] { "update", "delete" }) migration.Sql($"DROP TRIGGER IF EXISTS \"{table}_no_{verb}\";");
    }
}
