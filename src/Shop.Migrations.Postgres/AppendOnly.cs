using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Migrations.Postgres;

internal static class AppendOnly
{
    /// <summary>Rows of the table can be added, never changed, removed or truncated.</summary>
    public static void ForbidChanges(this MigrationBuilder migration, string table)
    {
        migration.Sql("""
            CREATE OR REPLACE FUNCTION shop_append_only() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END $$;
            """);
        migration.Sql($"""
            DROP TRIGGER IF EXISTS "{table}_no_change" ON "{table}";
            CREATE TRIGGER "{table}_no_change" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION shop_append_only();
            DROP TRIGGER IF EXISTS "{table}_no_truncate" ON "{table}";
            CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION shop_append_only();
            """);
    }

    /// <summary>Rows of the table are never removed or truncated, and these columns of them never changed; others may be.</summary>
    public static void ForbidChangesOf(this MigrationBuilder migration, string table, params string[] columns)
    {
        ForbidChanges(migration, table);
        var list = string.Join(", ", columns.Select(c => $"\"{c}\""));
        migration.Sql($"""
            DROP TRIGGER "{table}_no_change" ON "{table}";
            CREATE TRIGGER "{table}_no_change" BEFORE UPDATE OF {list} OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION shop_append_only();
            """);
    }

    /// <summary>Takes back what the two above forbid.</summary>
    public static void AllowChanges(this MigrationBuilder migration, string table)
    {
        foreach (var trigger in new[] { "no_change", "no_truncate" }) migration.Sql($"DROP TRIGGER IF EXISTS \"{table}_{trigger}\" ON \"{table}\";");
    }
}
