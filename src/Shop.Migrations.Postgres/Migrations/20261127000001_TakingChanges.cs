using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shop.Kernel.Persistence;

namespace Shop.Migrations.Postgres.Migrations;

/// <summary>Notes each day whose payments or order lines are written, whoever writes them.</summary>
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
        migrationBuilder.Sql("""
            CREATE OR REPLACE FUNCTION finance_note_taking_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
              IF TG_OP <> 'INSERT' AND OLD."FinancialDate" IS NOT NULL THEN
                INSERT INTO finance_taking_change ("Day") VALUES (OLD."FinancialDate");
              END IF;
              IF TG_OP <> 'DELETE' AND NEW."FinancialDate" IS NOT NULL THEN
                INSERT INTO finance_taking_change ("Day") VALUES (NEW."FinancialDate");
              END IF;
              RETURN NULL;
            END $$;
            """);
        foreach (var (table, columns) in Watched)
            migrationBuilder.Sql($"""
                DROP TRIGGER IF EXISTS "{table}_taking" ON "{table}";
                CREATE TRIGGER "{table}_taking" AFTER INSERT OR DELETE OR UPDATE OF {columns} ON "{table}" FOR EACH ROW EXECUTE FUNCTION finance_note_taking_change();
                """);
        migrationBuilder.Sql("INSERT INTO finance_taking_change (\"Day\") SELECT DISTINCT \"FinancialDate\" FROM finance_payment WHERE \"FinancialDate\" IS NOT NULL;");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var (table, _) in Watched) migrationBuilder.Sql($"DROP TRIGGER IF EXISTS \"{table}_taking\" ON \"{table}\";");
        migrationBuilder.Sql("DROP FUNCTION IF EXISTS finance_note_taking_change();");
    }
}
