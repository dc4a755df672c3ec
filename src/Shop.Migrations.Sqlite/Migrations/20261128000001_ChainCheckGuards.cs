using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shop.Kernel.Persistence;

namespace Shop.Migrations.Sqlite.Migrations;

/// <summary>What the model cannot say: rows that may only be added.</summary>
[DbContext(typeof(ShopDbContext))]
[Migration("20261128000001_ChainCheckGuards")]
public sealed class ChainCheckGuards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.ForbidChanges("finance_chain_check");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.AllowChanges("finance_chain_check");
}
