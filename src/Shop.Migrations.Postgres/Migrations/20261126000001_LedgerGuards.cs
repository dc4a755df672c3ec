using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shop.Kernel.Persistence;

namespace Shop.Migrations.Postgres.Migrations;

/// <summary>What the model cannot say: rows that may only be added.</summary>
[DbContext(typeof(ShopDbContext))]
[Migration("20261126000001_LedgerGuards")]
public sealed class LedgerGuards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.ForbidChanges("finance_journal");
        migrationBuilder.ForbidChanges("finance_ledger_entry");
        migrationBuilder.ForbidChanges("finance_suspense_note");
        migrationBuilder.ForbidChanges("finance_refund_part");
        migrationBuilder.ForbidChangesOf("finance_balance_transaction", "TransactionId", "ReportingCategory", "AmountPence", "FeePence", "NetPence", "Currency", "CreatedAt");
        migrationBuilder.ForbidChangesOf("finance_payout", "PayoutId", "AmountPence", "Currency");
        migrationBuilder.ForbidChanges("orders_order_history");
        migrationBuilder.ForbidChanges("finance_export_file");
        migrationBuilder.ForbidChanges("finance_export_line");
        migrationBuilder.ForbidChanges("finance_journal_seal");
        migrationBuilder.ForbidChanges("finance_bank_statement");
        migrationBuilder.ForbidChanges("finance_bank_line");
    }
}
