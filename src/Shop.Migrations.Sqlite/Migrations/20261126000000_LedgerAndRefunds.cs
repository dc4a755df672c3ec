using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shop.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LedgerAndRefunds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "finance_journal",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SourceId = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FinancialDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DocumentDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    FinancialYear = table.Column<int>(type: "INTEGER", nullable: false),
                    Period = table.Column<int>(type: "INTEGER", nullable: false),
                    Narrative = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    TotalPence = table.Column<long>(type: "INTEGER", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    MirrorsId = table.Column<Guid>(type: "TEXT", nullable: true),
                    PostedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_journal", x => x.Id);
                    table.CheckConstraint("CK_finance_journal_kind", "\"Kind\" IN ('OrderPaid', 'IncomeReleased', 'Refund', 'RefundFailed', 'StrayMoney', 'Fee', 'Dispute', 'DisputeReinstated', 'DisputeLost', 'Payout', 'PayoutFailed', 'BankReceipt', 'Suspense', 'Adjustment', 'Manual', 'Mirror', 'OpeningPosition')");
                    table.CheckConstraint("CK_finance_journal_period", "\"Period\" BETWEEN 1 AND 13");
                    table.CheckConstraint("CK_finance_journal_total", "\"TotalPence\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "finance_period",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    IsClosed = table.Column<bool>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_period", x => x.Id);
                    table.CheckConstraint("CK_finance_period_number", "\"Number\" BETWEEN 1 AND 13 AND \"Year\" BETWEEN 2000 AND 2100");
                });

            migrationBuilder.CreateTable(
                name: "finance_suspense_item",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SourceId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ClearedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClearedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClearedWhy = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_suspense_item", x => x.Id);
                    table.CheckConstraint("CK_finance_suspense_item_amount", "\"AmountPence\" <> 0");
                    table.CheckConstraint("CK_finance_suspense_item_cleared", "(\"State\" = 'Cleared') = (\"ClearedAt\" IS NOT NULL)");
                    table.CheckConstraint("CK_finance_suspense_item_state", "\"State\" IN ('Open', 'Cleared')");
                });

            migrationBuilder.CreateTable(
                name: "finance_ledger_entry",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    JournalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    FinancialDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    FinancialYear = table.Column<int>(type: "INTEGER", nullable: false),
                    Period = table.Column<int>(type: "INTEGER", nullable: false),
                    Account = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DebitPence = table.Column<long>(type: "INTEGER", nullable: false),
                    CreditPence = table.Column<long>(type: "INTEGER", nullable: false),
                    CostCentre = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Subjective = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    VatCode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    OrderReference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    PayoutId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    BankLineId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_ledger_entry", x => x.Id);
                    table.CheckConstraint("CK_finance_ledger_entry_income", "\"Account\" <> 'income' OR (\"CostCentre\" IS NOT NULL AND \"Subjective\" IS NOT NULL)");
                    table.CheckConstraint("CK_finance_ledger_entry_side", "(\"DebitPence\" > 0 AND \"CreditPence\" = 0) OR (\"DebitPence\" = 0 AND \"CreditPence\" > 0)");
                    table.ForeignKey(
                        name: "FK_finance_ledger_entry_finance_journal_JournalId",
                        column: x => x.JournalId,
                        principalTable: "finance_journal",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finance_suspense_note",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ItemId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_suspense_note", x => x.Id);
                    table.ForeignKey(
                        name: "FK_finance_suspense_note_finance_suspense_item_ItemId",
                        column: x => x.ItemId,
                        principalTable: "finance_suspense_item",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_finance_journal_FinancialDate_Id",
                table: "finance_journal",
                columns: new[] { "FinancialDate", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_journal_Kind_FinancialDate_Id",
                table: "finance_journal",
                columns: new[] { "Kind", "FinancialDate", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_journal_MirrorsId",
                table: "finance_journal",
                column: "MirrorsId");

            migrationBuilder.CreateIndex(
                name: "IX_finance_journal_SourceId",
                table: "finance_journal",
                column: "SourceId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_journal_TotalPence",
                table: "finance_journal",
                column: "TotalPence");

            migrationBuilder.CreateIndex(
                name: "IX_finance_ledger_entry_Account_FinancialDate_Id",
                table: "finance_ledger_entry",
                columns: new[] { "Account", "FinancialDate", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_ledger_entry_BankLineId",
                table: "finance_ledger_entry",
                column: "BankLineId");

            migrationBuilder.CreateIndex(
                name: "IX_finance_ledger_entry_FinancialDate_Id",
                table: "finance_ledger_entry",
                columns: new[] { "FinancialDate", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_ledger_entry_JournalId_Place",
                table: "finance_ledger_entry",
                columns: new[] { "JournalId", "Place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_ledger_entry_OrderReference",
                table: "finance_ledger_entry",
                column: "OrderReference");

            migrationBuilder.CreateIndex(
                name: "IX_finance_ledger_entry_PayoutId",
                table: "finance_ledger_entry",
                column: "PayoutId");

            migrationBuilder.CreateIndex(
                name: "IX_finance_period_Year_Number",
                table: "finance_period",
                columns: new[] { "Year", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_suspense_item_Source_SourceId",
                table: "finance_suspense_item",
                columns: new[] { "Source", "SourceId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_suspense_item_State_Since_Id",
                table: "finance_suspense_item",
                columns: new[] { "State", "Since", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_suspense_note_ItemId_At",
                table: "finance_suspense_note",
                columns: new[] { "ItemId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "finance_ledger_entry");

            migrationBuilder.DropTable(
                name: "finance_period");

            migrationBuilder.DropTable(
                name: "finance_suspense_note");

            migrationBuilder.DropTable(
                name: "finance_journal");

            migrationBuilder.DropTable(
                name: "finance_suspense_item");
        }
    }
}
