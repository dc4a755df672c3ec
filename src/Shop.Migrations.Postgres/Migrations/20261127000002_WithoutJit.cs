using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shop.Kernel.Persistence;

namespace Shop.Migrations.Postgres.Migrations;

/// <summary>
/// The shop's queries read a page or a payout by indexes; PostgreSQL overestimates them at a million rows and then compiles them, which takes longer than
/// running them (src/decisions/0014). From the next connection of this user to this database; a setting, so that no pooler has to let it through.
/// </summary>
[DbContext(typeof(ShopDbContext))]
[Migration("20261127000002_WithoutJit")]
public sealed class WithoutJit : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        DO $$ BEGIN
          EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I SET jit = off', current_database());
        EXCEPTION WHEN insufficient_privilege THEN
          RAISE NOTICE 'jit could not be turned off for this user; the shop works, finance pages are slower';
        END $$;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        DO $$ BEGIN EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I RESET jit', current_database()); END $$;
        """);
}
