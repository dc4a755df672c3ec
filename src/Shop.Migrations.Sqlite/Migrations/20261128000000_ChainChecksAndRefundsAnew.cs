using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shop.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ChainChecksAndRefundsAnew : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Settlement",
                table: "orders_order_refund",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReplacedById",
                table: "finance_refund",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "finance_chain_check",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Fault = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_chain_check", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_ReplacedById",
                table: "finance_refund",
                column: "ReplacedById",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "finance_chain_check");

            migrationBuilder.DropIndex(
                name: "IX_finance_refund_ReplacedById",
                table: "finance_refund");

            // The tables are not rebuilt: that would need the model before, and drop the triggers.
            migrationBuilder.Sql("ALTER TABLE \"orders_order_refund\" DROP COLUMN \"Settlement\";");
            migrationBuilder.Sql("ALTER TABLE \"finance_refund\" DROP COLUMN \"ReplacedById\";");
        }
    }
}
