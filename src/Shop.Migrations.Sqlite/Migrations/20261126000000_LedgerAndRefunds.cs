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
            migrationBuilder.DropCheckConstraint(
                name: "CK_orders_other_money_Amount",
                table: "orders_other_money");

            migrationBuilder.DropIndex(
                name: "IX_finance_attention_OrderId_AmountPence_Reason",
                table: "finance_attention");

            migrationBuilder.AddColumn<long>(
                name: "RefundedPence",
                table: "orders_other_money",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "OtherMoneyRefundedPence",
                table: "orders_order",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "ChargeIds",
                table: "finance_refund_due",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RefundId",
                table: "finance_refund_due",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RefundsNoted",
                table: "finance_payment",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AlterColumn<string>(
                name: "Reference",
                table: "finance_attention",
                type: "TEXT",
                maxLength: 40,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 40);

            migrationBuilder.AlterColumn<Guid>(
                name: "OrderId",
                table: "finance_attention",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<string>(
                name: "ChargeId",
                table: "finance_attention",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Evidence",
                table: "finance_attention",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "Key",
                table: "finance_attention",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "finance_attention",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "StrayMoney");

            migrationBuilder.AddColumn<string>(
                name: "LastTry",
                table: "finance_attention",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PaymentIntentId",
                table: "finance_attention",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "TakenAt",
                table: "finance_attention",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "finance_clearing_day",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Transactions = table.Column<int>(type: "INTEGER", nullable: false),
                    StripePence = table.Column<long>(type: "INTEGER", nullable: false),
                    LedgerPence = table.Column<long>(type: "INTEGER", nullable: false),
                    PaidPence = table.Column<long>(type: "INTEGER", nullable: false),
                    LinesPence = table.Column<long>(type: "INTEGER", nullable: false),
                    CheckedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_clearing_day", x => x.Day);
                });

            migrationBuilder.CreateTable(
                name: "finance_dispute",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IsInquiry = table.Column<bool>(type: "INTEGER", nullable: false),
                    EvidenceDueBy = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_dispute", x => x.Id);
                });

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
                name: "finance_lost_dispute",
                columns: table => new
                {
                    DisputeId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    LostAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PostedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_lost_dispute", x => x.DisputeId);
                });

            migrationBuilder.CreateTable(
                name: "finance_payout",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PayoutId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IsAutomatic = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsReconciled = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsWrongMode = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ArrivalDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    BalanceTransactionId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    FailureBalanceTransactionId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    FailureCode = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    FailureMessage = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    StatementDescriptor = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    TraceId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    OriginalPayoutId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ReversedByPayoutId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FetchedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Import = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ImportAfter = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ImportedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Transactions = table.Column<int>(type: "INTEGER", nullable: false),
                    UnexplainedPence = table.Column<long>(type: "INTEGER", nullable: true),
                    CheckedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_payout", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "finance_payout_hint",
                columns: table => new
                {
                    PayoutId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_payout_hint", x => x.PayoutId);
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
                name: "finance_refund",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    IsStray = table.Column<bool>(type: "INTEGER", nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    AskedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SecondBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    SecondAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SecondNote = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    AllocatedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StripeRefundId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    BalanceTransactionId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    FailureBalanceTransactionId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    FailureReason = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PaidOtherwiseBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    PaidOtherwiseNote = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_refund", x => x.Id);
                    table.CheckConstraint("CK_finance_refund_amount", "\"AmountPence\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "finance_stripe_cursor",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    ReadUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReadingSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReadingAfter = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    PayoutsUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AvailablePence = table.Column<long>(type: "INTEGER", nullable: true),
                    PendingPence = table.Column<long>(type: "INTEGER", nullable: true),
                    ImportedNetPence = table.Column<long>(type: "INTEGER", nullable: true),
                    BalanceAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ProvedAllAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_stripe_cursor", x => x.Id);
                    table.CheckConstraint("CK_finance_stripe_cursor_one", "\"Id\" = 1");
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
                name: "orders_order_refund",
                columns: table => new
                {
                    RefundId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_order_refund", x => x.RefundId);
                    table.CheckConstraint("CK_orders_order_refund_Amount", "\"AmountPence\" > 0");
                    table.ForeignKey(
                        name: "FK_orders_order_refund_orders_order_OrderId",
                        column: x => x.OrderId,
                        principalTable: "orders_order",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payments_dispute",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IsInquiry = table.Column<bool>(type: "INTEGER", nullable: false),
                    EvidenceDueBy = table.Column<DateTime>(type: "TEXT", nullable: true),
                    BalanceTransactionIds = table.Column<string>(type: "TEXT", maxLength: 800, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    NextLookAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Looks = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_dispute", x => x.Id);
                    table.CheckConstraint("CK_payments_dispute_amount", "\"AmountPence\" >= 0");
                    table.ForeignKey(
                        name: "FK_payments_dispute_payments_payment_PaymentId",
                        column: x => x.PaymentId,
                        principalTable: "payments_payment",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "payments_refund",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    StripeRefundId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    BalanceTransactionId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    FailureBalanceTransactionId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    FailureReason = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    NextLookAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Looks = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_refund", x => x.Id);
                    table.CheckConstraint("CK_payments_refund_amount", "\"AmountPence\" > 0");
                    table.CheckConstraint("CK_payments_refund_at_stripe", "\"StripeRefundId\" IS NOT NULL OR \"State\" IN ('Requested', 'Failed')");
                    table.ForeignKey(
                        name: "FK_payments_refund_payments_payment_PaymentId",
                        column: x => x.PaymentId,
                        principalTable: "payments_payment",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
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
                name: "finance_balance_transaction",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    TransactionId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    PayoutKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ReportingCategory = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    FeePence = table.Column<long>(type: "INTEGER", nullable: false),
                    NetPence = table.Column<long>(type: "INTEGER", nullable: false),
                    FeePartsPence = table.Column<long>(type: "INTEGER", nullable: false),
                    FeeTaxPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    SourceId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    PaymentKey = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinancialDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AvailableOn = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    IsConverted = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsWrongMode = table.Column<bool>(type: "INTEGER", nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PostedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_balance_transaction", x => x.Id);
                    table.ForeignKey(
                        name: "FK_finance_balance_transaction_finance_payout_PayoutKey",
                        column: x => x.PayoutKey,
                        principalTable: "finance_payout",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finance_refund_part",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RefundId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PaymentLineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    CostCentre = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subjective = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    VatCode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    VatRateBasisPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    NetPence = table.Column<long>(type: "INTEGER", nullable: false),
                    VatPence = table.Column<long>(type: "INTEGER", nullable: false),
                    GrossPence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_refund_part", x => x.Id);
                    table.CheckConstraint("CK_finance_refund_part_sum", "\"NetPence\" + \"VatPence\" = \"GrossPence\" AND \"GrossPence\" > 0 AND \"NetPence\" >= 0 AND \"VatPence\" >= 0");
                    table.ForeignKey(
                        name: "FK_finance_refund_part_finance_refund_RefundId",
                        column: x => x.RefundId,
                        principalTable: "finance_refund",
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

            migrationBuilder.AddCheckConstraint(
                name: "CK_orders_other_money_Amount",
                table: "orders_other_money",
                sql: "\"AmountPence\" > 0 AND \"RefundedPence\" BETWEEN 0 AND \"AmountPence\"");

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_due_RefundId",
                table: "finance_refund_due",
                column: "RefundId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_attention_Key",
                table: "finance_attention",
                column: "Key",
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "CK_finance_attention_amount",
                table: "finance_attention",
                sql: "\"AmountPence\" >= 0");

            migrationBuilder.CreateIndex(
                name: "IX_finance_balance_transaction_ChargeId",
                table: "finance_balance_transaction",
                column: "ChargeId",
                filter: "\"PaymentKey\" IS NULL AND \"ChargeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_finance_balance_transaction_FinancialDate_Id",
                table: "finance_balance_transaction",
                columns: new[] { "FinancialDate", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_balance_transaction_PaymentKey",
                table: "finance_balance_transaction",
                column: "PaymentKey");

            migrationBuilder.CreateIndex(
                name: "IX_finance_balance_transaction_PayoutKey_Id",
                table: "finance_balance_transaction",
                columns: new[] { "PayoutKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_balance_transaction_SourceId",
                table: "finance_balance_transaction",
                column: "SourceId");

            migrationBuilder.CreateIndex(
                name: "IX_finance_balance_transaction_TransactionId",
                table: "finance_balance_transaction",
                column: "TransactionId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_balance_transaction_waiting",
                table: "finance_balance_transaction",
                column: "Id",
                filter: "\"PostedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_finance_dispute_Reference",
                table: "finance_dispute",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_finance_dispute_State_EvidenceDueBy",
                table: "finance_dispute",
                columns: new[] { "State", "EvidenceDueBy" });

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
                name: "IX_finance_lost_dispute_PostedAt",
                table: "finance_lost_dispute",
                column: "PostedAt");

            migrationBuilder.CreateIndex(
                name: "IX_finance_payout_AmountPence_ArrivalDate",
                table: "finance_payout",
                columns: new[] { "AmountPence", "ArrivalDate" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payout_CreatedAt_Id",
                table: "finance_payout",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payout_Import_Id",
                table: "finance_payout",
                columns: new[] { "Import", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payout_PayoutId",
                table: "finance_payout",
                column: "PayoutId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_period_Year_Number",
                table: "finance_period",
                columns: new[] { "Year", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_PaymentId",
                table: "finance_refund",
                column: "PaymentId");

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_Reference",
                table: "finance_refund",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_State_AskedAt",
                table: "finance_refund",
                columns: new[] { "State", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_StripeRefundId",
                table: "finance_refund",
                column: "StripeRefundId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_part_PaymentLineId",
                table: "finance_refund_part",
                column: "PaymentLineId");

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_part_RefundId_PaymentLineId",
                table: "finance_refund_part",
                columns: new[] { "RefundId", "PaymentLineId" },
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

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_refund_OrderId",
                table: "orders_order_refund",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_payments_dispute_NextLookAt",
                table: "payments_dispute",
                column: "NextLookAt");

            migrationBuilder.CreateIndex(
                name: "IX_payments_dispute_PaymentId",
                table: "payments_dispute",
                column: "PaymentId");

            migrationBuilder.CreateIndex(
                name: "IX_payments_refund_NextLookAt",
                table: "payments_refund",
                column: "NextLookAt");

            migrationBuilder.CreateIndex(
                name: "IX_payments_refund_PaymentId",
                table: "payments_refund",
                column: "PaymentId");

            migrationBuilder.CreateIndex(
                name: "IX_payments_refund_StripeRefundId",
                table: "payments_refund",
                column: "StripeRefundId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "finance_balance_transaction");

            migrationBuilder.DropTable(
                name: "finance_clearing_day");

            migrationBuilder.DropTable(
                name: "finance_dispute");

            migrationBuilder.DropTable(
                name: "finance_ledger_entry");

            migrationBuilder.DropTable(
                name: "finance_lost_dispute");

            migrationBuilder.DropTable(
                name: "finance_payout_hint");

            migrationBuilder.DropTable(
                name: "finance_period");

            migrationBuilder.DropTable(
                name: "finance_refund_part");

            migrationBuilder.DropTable(
                name: "finance_stripe_cursor");

            migrationBuilder.DropTable(
                name: "finance_suspense_note");

            migrationBuilder.DropTable(
                name: "orders_order_refund");

            migrationBuilder.DropTable(
                name: "payments_dispute");

            migrationBuilder.DropTable(
                name: "payments_refund");

            migrationBuilder.DropTable(
                name: "finance_payout");

            migrationBuilder.DropTable(
                name: "finance_journal");

            migrationBuilder.DropTable(
                name: "finance_refund");

            migrationBuilder.DropTable(
                name: "finance_suspense_item");

            migrationBuilder.DropCheckConstraint(
                name: "CK_orders_other_money_Amount",
                table: "orders_other_money");

            migrationBuilder.DropIndex(
                name: "IX_finance_refund_due_RefundId",
                table: "finance_refund_due");

            migrationBuilder.DropIndex(
                name: "IX_finance_attention_Key",
                table: "finance_attention");

            migrationBuilder.DropCheckConstraint(
                name: "CK_finance_attention_amount",
                table: "finance_attention");

            migrationBuilder.DropColumn(
                name: "RefundedPence",
                table: "orders_other_money");

            migrationBuilder.DropColumn(
                name: "OtherMoneyRefundedPence",
                table: "orders_order");

            migrationBuilder.DropColumn(
                name: "ChargeIds",
                table: "finance_refund_due");

            migrationBuilder.DropColumn(
                name: "RefundId",
                table: "finance_refund_due");

            migrationBuilder.DropColumn(
                name: "RefundsNoted",
                table: "finance_payment");

            migrationBuilder.DropColumn(
                name: "ChargeId",
                table: "finance_attention");

            migrationBuilder.DropColumn(
                name: "Evidence",
                table: "finance_attention");

            migrationBuilder.DropColumn(
                name: "Key",
                table: "finance_attention");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "finance_attention");

            migrationBuilder.DropColumn(
                name: "LastTry",
                table: "finance_attention");

            migrationBuilder.DropColumn(
                name: "PaymentIntentId",
                table: "finance_attention");

            migrationBuilder.DropColumn(
                name: "TakenAt",
                table: "finance_attention");

            migrationBuilder.AlterColumn<string>(
                name: "Reference",
                table: "finance_attention",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 40,
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "OrderId",
                table: "finance_attention",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "CK_orders_other_money_Amount",
                table: "orders_other_money",
                sql: "\"AmountPence\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_finance_attention_OrderId_AmountPence_Reason",
                table: "finance_attention",
                columns: new[] { "OrderId", "AmountPence", "Reason" },
                unique: true);
        }
    }
}
