using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shop.Kernel.Persistence;

namespace Shop.Migrations.Sqlite.Migrations;

/// <summary>
/// Notes each day whose payments or order lines are written, whoever writes them. SQLite drops triggers when it rebuilds a table: make
/// them again after any later migration that alters a column of these two.
/// </summary>
[DbContext(typeof(ShopDbContext))]
[Migration("20261127000001_TakingChanges")]
public sealed class TakingChanges : Migration
{
    private static readonly (string Table, string Columns)[] Watched =
    [
        ("finance_payment", "\"FinancialDate\", \"GrossPence\", \"RefundedPence\", \"FeePence\""),
        ("finance_payment_line", "\"FinancialDate\", \"CostCentre\", \"Subjective\", \"VatCode\", \"NetPence\", \"VatPence\", \"GrossPence\""),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (table, columns) in Watched)
        {
            Watch(migrationBuilder, table, "insert", "INSERT", "NEW");
            Watch(migrationBuilder, table, "update_from", $"UPDATE OF {columns}", "OLD");
            Watch(migrationBuilder, table, "update_to", $"UPDATE OF {columns}", "NEW");
            Watch(migrationBuilder, table, "delete", "DELETE", "OLD");
        }

        migrationBuilder.Sql("INSERT INTO finance_taking_change (\"Day\") SELECT DISTINCT \"FinancialDate\" FROM finance_payment WHERE \"FinancialDate\" IS NOT NULL;");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var (table, _) in Watched)
            foreach (var name in new[] { "insert", "update_from", "update_to", "delete" })
                migrationBuilder.Sql($"DROP TRIGGER IF EXISTS \"{table}_taking_{name}\";");
    }

    private static void Watch(MigrationBuilder migration, string table, string name, string verb, string row)
    {
        migration.Sql($"DROP TRIGGER IF EXISTS \"{table}_taking_{name}\";");
        migration.Sql(
            $"CREATE TRIGGER \"{table}_taking_{name}\" AFTER {verb} ON \"{table}\" WHEN {row}.\"FinancialDate\" IS NOT NULL "
            + $"BEGIN INSERT INTO finance_taking_change (\"Day\") VALUES ({row}.\"FinancialDate\"); END;");
    }
}
