using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shop.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TakingDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_finance_payment_line_FinancialDate_CostCentre_Subjective_VatCode",
                table: "finance_payment_line");

            migrationBuilder.CreateTable(
                name: "finance_taking_change",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_taking_change", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "finance_taking_day",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Payments = table.Column<int>(type: "INTEGER", nullable: false),
                    GrossPence = table.Column<long>(type: "INTEGER", nullable: false),
                    RefundedPence = table.Column<long>(type: "INTEGER", nullable: false),
                    FeePence = table.Column<long>(type: "INTEGER", nullable: false),
                    WithoutFee = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_taking_day", x => x.Day);
                });

            migrationBuilder.CreateTable(
                name: "finance_taking_total",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    CostCentre = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subjective = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    VatCode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Lines = table.Column<int>(type: "INTEGER", nullable: false),
                    NetPence = table.Column<long>(type: "INTEGER", nullable: false),
                    VatPence = table.Column<long>(type: "INTEGER", nullable: false),
                    GrossPence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_taking_total", x => new { x.Day, x.CostCentre, x.Subjective, x.VatCode });
                    table.CheckConstraint("CK_finance_taking_total_sum", "\"NetPence\" + \"VatPence\" = \"GrossPence\"");
                });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_line_totals",
                table: "finance_payment_line",
                columns: new[] { "FinancialDate", "CostCentre", "Subjective", "VatCode", "NetPence", "VatPence", "GrossPence" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_refunded",
                table: "finance_payment",
                columns: new[] { "PaidAt", "Id" },
                filter: "\"RefundedPence\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_without_fee",
                table: "finance_payment",
                columns: new[] { "PaidAt", "Id" },
                filter: "\"FeePence\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_finance_ledger_entry_CostCentre_FinancialDate_Id",
                table: "finance_ledger_entry",
                columns: new[] { "CostCentre", "FinancialDate", "Id" },
                filter: "\"CostCentre\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_finance_ledger_entry_Subjective_FinancialDate_Id",
                table: "finance_ledger_entry",
                columns: new[] { "Subjective", "FinancialDate", "Id" },
                filter: "\"Subjective\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_finance_ledger_entry_VatCode_FinancialDate_Id",
                table: "finance_ledger_entry",
                columns: new[] { "VatCode", "FinancialDate", "Id" },
                filter: "\"VatCode\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_finance_taking_change_Day",
                table: "finance_taking_change",
                column: "Day");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "finance_taking_change");

            migrationBuilder.DropTable(
                name: "finance_taking_day");

            migrationBuilder.DropTable(
                name: "finance_taking_total");

            migrationBuilder.DropIndex(
                name: "IX_finance_payment_line_totals",
                table: "finance_payment_line");

            migrationBuilder.DropIndex(
                name: "IX_finance_payment_refunded",
                table: "finance_payment");

            migrationBuilder.DropIndex(
                name: "IX_finance_payment_without_fee",
                table: "finance_payment");

            migrationBuilder.DropIndex(
                name: "IX_finance_ledger_entry_CostCentre_FinancialDate_Id",
                table: "finance_ledger_entry");

            migrationBuilder.DropIndex(
                name: "IX_finance_ledger_entry_Subjective_FinancialDate_Id",
                table: "finance_ledger_entry");

            migrationBuilder.DropIndex(
                name: "IX_finance_ledger_entry_VatCode_FinancialDate_Id",
                table: "finance_ledger_entry");

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_line_FinancialDate_CostCentre_Subjective_VatCode",
                table: "finance_payment_line",
                columns: new[] { "FinancialDate", "CostCentre", "Subjective", "VatCode" });
        }
    }
}
