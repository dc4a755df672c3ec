using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shop.Migrations.Postgres.Migrations
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
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReplacedById",
                table: "finance_refund",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "finance_chain_check",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Fault = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
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

            migrationBuilder.DropColumn(
                name: "Settlement",
                table: "orders_order_refund");

            migrationBuilder.DropColumn(
                name: "ReplacedById",
                table: "finance_refund");
        }
    }
}
