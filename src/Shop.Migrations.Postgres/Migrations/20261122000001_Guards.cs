using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shop.Kernel.Persistence;

namespace Shop.Migrations.Postgres.Migrations;

/// <summary>What the model cannot say: rows that may only be added.</summary>
[DbContext(typeof(ShopDbContext))]
[Migration("20261122000001_Guards")]
public sealed class Guards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.ForbidChanges("accounts_audit");
        migrationBuilder.ForbidChanges("finance_payment_line");
        migrationBuilder.ForbidChanges("finance_explanation");
    }
}
