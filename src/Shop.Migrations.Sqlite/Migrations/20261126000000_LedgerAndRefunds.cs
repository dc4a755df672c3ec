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
            migrationBuilder.DropIndex(
                name: "IX_finance_payment_CardLast4",
                table: "finance_payment");

            migrationBuilder.DropIndex(
                name: "IX_finance_payment_EmailKey",
                table: "finance_payment");

            migrationBuilder.DropIndex(
                name: "IX_finance_payment_GrossPence",
                table: "finance_payment");

            migrationBuilder.DropIndex(
                name: "IX_finance_attention_OrderId_AmountPence_Reason",
                table: "finance_attention");

            migrationBuilder.AddColumn<long>(
                name: "RefundedPence",
                table: "orders_other_money",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTime>(
                name: "AnswersErasedAt",
                table: "orders_order",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ErasedAt",
                table: "orders_order",
                type: "TEXT",
                nullable: true);

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
                name: "finance_bank_account",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    SortCode = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Layout = table.Column<string>(type: "TEXT", nullable: true),
                    ConfirmsExactMatches = table.Column<bool>(type: "INTEGER", nullable: false),
                    AddedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_bank_account", x => x.Id);
                    table.CheckConstraint("CK_finance_bank_account_number", "length(\"SortCode\") = 6 AND length(\"Number\") = 8");
                });

            migrationBuilder.CreateTable(
                name: "finance_bank_match",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    DifferencePence = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IsLive = table.Column<bool>(type: "INTEGER", nullable: false),
                    UndoneBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    UndoneWhy = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_bank_match", x => x.Id);
                    table.CheckConstraint("CK_finance_bank_match_undone", "\"IsLive\" = (\"UndoneAt\" IS NULL)");
                });

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
                name: "finance_daily_balance",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FinancialDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    FinancialYear = table.Column<int>(type: "INTEGER", nullable: false),
                    Period = table.Column<int>(type: "INTEGER", nullable: false),
                    Account = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CostCentre = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subjective = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    VatCode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    DebitPence = table.Column<long>(type: "INTEGER", nullable: false),
                    CreditPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Entries = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_daily_balance", x => x.Id);
                    table.CheckConstraint("CK_finance_daily_balance_amounts", "\"DebitPence\" >= 0 AND \"CreditPence\" >= 0 AND \"Entries\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "finance_deferred_income",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PaymentLineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderReference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CostCentre = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subjective = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    VatCode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    NetPence = table.Column<long>(type: "INTEGER", nullable: false),
                    RefundedPence = table.Column<long>(type: "INTEGER", nullable: false),
                    ReleaseOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ReleasedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_deferred_income", x => x.Id);
                    table.CheckConstraint("CK_finance_deferred_income_left", "\"RefundedPence\" BETWEEN 0 AND \"NetPence\"");
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
                name: "finance_export_batch",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FinancialYear = table.Column<int>(type: "INTEGER", nullable: false),
                    Period = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstJournal = table.Column<long>(type: "INTEGER", nullable: false),
                    LastJournal = table.Column<long>(type: "INTEGER", nullable: false),
                    LineCount = table.Column<int>(type: "INTEGER", nullable: false),
                    TotalPence = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ApprovedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ApprovalReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ExportedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ExportedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ProfileName = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    AcknowledgedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AcknowledgedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Acknowledgement = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_export_batch", x => x.Id);
                    table.CheckConstraint("CK_finance_export_batch_amounts", "\"Number\" > 0 AND \"LineCount\" > 0 AND \"TotalPence\" > 0");
                    table.CheckConstraint("CK_finance_export_batch_approved", "(\"State\" = 'Draft') = (\"ApprovedById\" IS NULL)");
                    table.CheckConstraint("CK_finance_export_batch_people", "\"ApprovedById\" IS NULL OR \"ApprovedById\" <> \"CreatedById\"");
                    table.CheckConstraint("CK_finance_export_batch_state", "\"State\" IN ('Draft', 'Approved', 'Exported', 'Acknowledged')");
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
                    table.CheckConstraint("CK_finance_journal_kind", "\"Kind\" IN ('OrderPaid', 'IncomeReleased', 'Refund', 'RefundFailed', 'StrayMoney', 'Fee', 'Dispute', 'DisputeReinstated', 'DisputeLost', 'Payout', 'PayoutFailed', 'BankReceipt', 'Suspense', 'Adjustment', 'Mirror', 'OpeningPosition')");
                    table.CheckConstraint("CK_finance_journal_period", "\"Period\" BETWEEN 1 AND 13");
                    table.CheckConstraint("CK_finance_journal_total", "\"TotalPence\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "finance_journal_seal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    JournalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PreviousHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SealedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_journal_seal", x => x.Number);
                    table.CheckConstraint("CK_finance_journal_seal_number", "\"Number\" > 0");
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
                name: "finance_bank_statement",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Format = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Sequence = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    OpeningPence = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosingPence = table.Column<long>(type: "INTEGER", nullable: true),
                    InPence = table.Column<long>(type: "INTEGER", nullable: false),
                    OutPence = table.Column<long>(type: "INTEGER", nullable: false),
                    LineCount = table.Column<int>(type: "INTEGER", nullable: false),
                    KnownLines = table.Column<int>(type: "INTEGER", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    FileHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    ImportedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_bank_statement", x => x.Id);
                    table.CheckConstraint("CK_finance_bank_statement_balances", "(\"OpeningPence\" IS NULL) = (\"ClosingPence\" IS NULL) AND (\"OpeningPence\" IS NULL OR \"OpeningPence\" + \"InPence\" + \"OutPence\" = \"ClosingPence\")");
                    table.ForeignKey(
                        name: "FK_finance_bank_statement_finance_bank_account_AccountId",
                        column: x => x.AccountId,
                        principalTable: "finance_bank_account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finance_bank_upload",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_bank_upload", x => x.Id);
                    table.ForeignKey(
                        name: "FK_finance_bank_upload_finance_bank_account_AccountId",
                        column: x => x.AccountId,
                        principalTable: "finance_bank_account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finance_bank_match_payout",
                columns: table => new
                {
                    MatchId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PayoutId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    IsLive = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_bank_match_payout", x => new { x.MatchId, x.PayoutId });
                    table.ForeignKey(
                        name: "FK_finance_bank_match_payout_finance_bank_match_MatchId",
                        column: x => x.MatchId,
                        principalTable: "finance_bank_match",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finance_export_file",
                columns: table => new
                {
                    BatchId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_export_file", x => x.BatchId);
                    table.ForeignKey(
                        name: "FK_finance_export_file_finance_export_batch_BatchId",
                        column: x => x.BatchId,
                        principalTable: "finance_export_batch",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finance_export_line",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    BatchId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    EntryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    JournalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    JournalNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    FinancialDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    CostCentre = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subjective = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    VatCode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    DebitPence = table.Column<long>(type: "INTEGER", nullable: false),
                    CreditPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Narrative = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    OrderReference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    PayoutId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    BankLineId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_export_line", x => x.Id);
                    table.CheckConstraint("CK_finance_export_line_side", "(\"DebitPence\" > 0 AND \"CreditPence\" = 0) OR (\"DebitPence\" = 0 AND \"CreditPence\" > 0)");
                    table.ForeignKey(
                        name: "FK_finance_export_line_finance_export_batch_BatchId",
                        column: x => x.BatchId,
                        principalTable: "finance_export_batch",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finance_journal_to_seal",
                columns: table => new
                {
                    JournalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PostedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_journal_to_seal", x => x.JournalId);
                    table.ForeignKey(
                        name: "FK_finance_journal_to_seal_finance_journal_JournalId",
                        column: x => x.JournalId,
                        principalTable: "finance_journal",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
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
                name: "finance_suspense_clearing",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ItemId = table.Column<Guid>(type: "TEXT", nullable: false),
                    JournalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UndoneBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    UndoneWhy = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_suspense_clearing", x => x.Id);
                    table.ForeignKey(
                        name: "FK_finance_suspense_clearing_finance_suspense_item_ItemId",
                        column: x => x.ItemId,
                        principalTable: "finance_suspense_item",
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

            migrationBuilder.CreateTable(
                name: "finance_bank_line",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StatementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Row = table.Column<int>(type: "INTEGER", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ValueDate = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Type = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_bank_line", x => x.Id);
                    table.ForeignKey(
                        name: "FK_finance_bank_line_finance_bank_statement_StatementId",
                        column: x => x.StatementId,
                        principalTable: "finance_bank_statement",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finance_bank_line_state",
                columns: table => new
                {
                    LineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    MatchId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    JournalId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Postings = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_bank_line_state", x => x.LineId);
                    table.CheckConstraint("CK_finance_bank_line_state_match", "(\"State\" = 'Matched') = (\"MatchId\" IS NOT NULL)");
                    table.CheckConstraint("CK_finance_bank_line_state_state", "\"State\" IN ('Open', 'Matched', 'Suspense', 'Explained', 'LeftOut')");
                    table.ForeignKey(
                        name: "FK_finance_bank_line_state_finance_bank_line_LineId",
                        column: x => x.LineId,
                        principalTable: "finance_bank_line",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finance_bank_match_line",
                columns: table => new
                {
                    MatchId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_bank_match_line", x => new { x.MatchId, x.LineId });
                    table.ForeignKey(
                        name: "FK_finance_bank_match_line_finance_bank_line_LineId",
                        column: x => x.LineId,
                        principalTable: "finance_bank_line",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_finance_bank_match_line_finance_bank_match_MatchId",
                        column: x => x.MatchId,
                        principalTable: "finance_bank_match",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_ClosedAt",
                table: "orders_order",
                column: "ClosedAt");

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_due_RefundId",
                table: "finance_refund_due",
                column: "RefundId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_BalanceTransactionId",
                table: "finance_payment",
                column: "BalanceTransactionId");

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_CardLast4_PaidAt_Id",
                table: "finance_payment",
                columns: new[] { "CardLast4", "PaidAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_EmailKey_PaidAt_Id",
                table: "finance_payment",
                columns: new[] { "EmailKey", "PaidAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_FinancialDate_GrossPence_RefundedPence_FeePence",
                table: "finance_payment",
                columns: new[] { "FinancialDate", "GrossPence", "RefundedPence", "FeePence" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_GrossPence_PaidAt_Id",
                table: "finance_payment",
                columns: new[] { "GrossPence", "PaidAt", "Id" });

            // By hand, as EF would leave the transaction for it: a shop killed in between would never start again.
            migrationBuilder.Sql("""
                CREATE TABLE "new_orders_other_money" (
                    "Id" TEXT NOT NULL CONSTRAINT "PK_orders_other_money" PRIMARY KEY,
                    "AmountPence" INTEGER NOT NULL,
                    "ChargeId" TEXT NULL,
                    "OrderId" TEXT NOT NULL,
                    "PaymentId" TEXT NOT NULL,
                    "Reason" TEXT NOT NULL,
                    "RefundedPence" INTEGER NOT NULL,
                    "TakenAt" TEXT NOT NULL,
                    CONSTRAINT "CK_orders_other_money_Amount" CHECK ("AmountPence" > 0 AND "RefundedPence" BETWEEN 0 AND "AmountPence"),
                    CONSTRAINT "FK_orders_other_money_orders_order_OrderId" FOREIGN KEY ("OrderId") REFERENCES "orders_order" ("Id") ON DELETE RESTRICT
                );
                INSERT INTO "new_orders_other_money" ("Id", "AmountPence", "ChargeId", "OrderId", "PaymentId", "Reason", "RefundedPence", "TakenAt")
                SELECT "Id", "AmountPence", "ChargeId", "OrderId", "PaymentId", "Reason", "RefundedPence", "TakenAt" FROM "orders_other_money";
                DROP TABLE "orders_other_money";
                ALTER TABLE "new_orders_other_money" RENAME TO "orders_other_money";
                CREATE UNIQUE INDEX "IX_orders_other_money_OrderId_ChargeId" ON "orders_other_money" ("OrderId", "ChargeId");
                CREATE INDEX "IX_orders_other_money_TakenAt" ON "orders_other_money" ("TakenAt");

                CREATE TABLE "new_finance_attention" (
                    "Id" TEXT NOT NULL CONSTRAINT "PK_finance_attention" PRIMARY KEY,
                    "AmountPence" INTEGER NOT NULL,
                    "ChargeId" TEXT NULL,
                    "DoneAt" TEXT NULL,
                    "DoneBy" TEXT NULL,
                    "DoneNote" TEXT NULL,
                    "Evidence" TEXT NOT NULL DEFAULT ('[]'),
                    "Key" TEXT NULL,
                    "Kind" TEXT NOT NULL DEFAULT 'StrayMoney',
                    "LastTry" TEXT NULL,
                    "OrderId" TEXT NULL,
                    "PaymentIntentId" TEXT NULL,
                    "RaisedAt" TEXT NOT NULL,
                    "Reason" TEXT NOT NULL,
                    "Reference" TEXT NULL,
                    "TakenAt" TEXT NULL,
                    "Version" INTEGER NOT NULL,
                    CONSTRAINT "CK_finance_attention_amount" CHECK ("AmountPence" >= 0)
                );
                INSERT INTO "new_finance_attention" ("Id", "AmountPence", "ChargeId", "DoneAt", "DoneBy", "DoneNote", "Evidence", "Key", "Kind", "LastTry", "OrderId", "PaymentIntentId", "RaisedAt", "Reason", "Reference", "TakenAt", "Version")
                SELECT "Id", "AmountPence", "ChargeId", "DoneAt", "DoneBy", "DoneNote", "Evidence", "Key", "Kind", "LastTry", "OrderId", "PaymentIntentId", "RaisedAt", "Reason", "Reference", "TakenAt", "Version" FROM "finance_attention";
                DROP TABLE "finance_attention";
                ALTER TABLE "new_finance_attention" RENAME TO "finance_attention";
                CREATE INDEX "IX_finance_attention_DoneAt_RaisedAt" ON "finance_attention" ("DoneAt", "RaisedAt");
                CREATE UNIQUE INDEX "IX_finance_attention_Key" ON "finance_attention" ("Key");
                CREATE INDEX "IX_finance_attention_Reference" ON "finance_attention" ("Reference");
                """);

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
                name: "IX_finance_bank_account_SortCode_Number",
                table: "finance_bank_account",
                columns: new[] { "SortCode", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_line_AccountId_Date",
                table: "finance_bank_line",
                columns: new[] { "AccountId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_line_AccountId_Key",
                table: "finance_bank_line",
                columns: new[] { "AccountId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_line_AmountPence",
                table: "finance_bank_line",
                column: "AmountPence");

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_line_StatementId_Row",
                table: "finance_bank_line",
                columns: new[] { "StatementId", "Row" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_line_state_AccountId_State_Date",
                table: "finance_bank_line_state",
                columns: new[] { "AccountId", "State", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_line_state_MatchId",
                table: "finance_bank_line_state",
                column: "MatchId");

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_match_At",
                table: "finance_bank_match",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_match_line_LineId",
                table: "finance_bank_match_line",
                column: "LineId");

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_match_payout_live",
                table: "finance_bank_match_payout",
                column: "PayoutId",
                unique: true,
                filter: "\"IsLive\"");

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_match_payout_PayoutId_IsLive",
                table: "finance_bank_match_payout",
                columns: new[] { "PayoutId", "IsLive" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_statement_AccountId_FileHash_Place",
                table: "finance_bank_statement",
                columns: new[] { "AccountId", "FileHash", "Place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_statement_AccountId_To",
                table: "finance_bank_statement",
                columns: new[] { "AccountId", "To" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_upload_AccountId",
                table: "finance_bank_upload",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_finance_bank_upload_At",
                table: "finance_bank_upload",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_finance_daily_balance_Account_FinancialDate",
                table: "finance_daily_balance",
                columns: new[] { "Account", "FinancialDate" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_daily_balance_FinancialDate_Period_Account_CostCentre_Subjective_VatCode",
                table: "finance_daily_balance",
                columns: new[] { "FinancialDate", "Period", "Account", "CostCentre", "Subjective", "VatCode" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_deferred_income_OrderReference",
                table: "finance_deferred_income",
                column: "OrderReference");

            migrationBuilder.CreateIndex(
                name: "IX_finance_deferred_income_PaymentLineId",
                table: "finance_deferred_income",
                column: "PaymentLineId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_deferred_income_ReleasedAt_ReleaseOn",
                table: "finance_deferred_income",
                columns: new[] { "ReleasedAt", "ReleaseOn" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_dispute_AmountPence",
                table: "finance_dispute",
                column: "AmountPence");

            migrationBuilder.CreateIndex(
                name: "IX_finance_dispute_Reference",
                table: "finance_dispute",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_finance_dispute_State_EvidenceDueBy",
                table: "finance_dispute",
                columns: new[] { "State", "EvidenceDueBy" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_export_batch_LastJournal",
                table: "finance_export_batch",
                column: "LastJournal");

            migrationBuilder.CreateIndex(
                name: "IX_finance_export_batch_Number",
                table: "finance_export_batch",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_export_line_BatchId_Line",
                table: "finance_export_line",
                columns: new[] { "BatchId", "Line" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_export_line_EntryId",
                table: "finance_export_line",
                column: "EntryId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_export_line_JournalId",
                table: "finance_export_line",
                column: "JournalId");

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
                name: "IX_finance_journal_seal_JournalId",
                table: "finance_journal_seal",
                column: "JournalId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_journal_seal_PreviousHash",
                table: "finance_journal_seal",
                column: "PreviousHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_journal_to_seal_PostedAt_JournalId",
                table: "finance_journal_to_seal",
                columns: new[] { "PostedAt", "JournalId" });

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
                name: "IX_finance_refund_AmountPence_AskedAt",
                table: "finance_refund",
                columns: new[] { "AmountPence", "AskedAt" });

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
                name: "IX_finance_suspense_clearing_ItemId_At",
                table: "finance_suspense_clearing",
                columns: new[] { "ItemId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_suspense_clearing_live",
                table: "finance_suspense_clearing",
                column: "ItemId",
                unique: true,
                filter: "\"UndoneAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_finance_suspense_item_AmountPence",
                table: "finance_suspense_item",
                column: "AmountPence");

            migrationBuilder.CreateIndex(
                name: "IX_finance_suspense_item_Since_State",
                table: "finance_suspense_item",
                columns: new[] { "Since", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_suspense_item_Source_SourceId",
                table: "finance_suspense_item",
                columns: new[] { "Source", "SourceId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_suspense_item_SourceId",
                table: "finance_suspense_item",
                column: "SourceId");

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
                name: "finance_bank_line_state");

            migrationBuilder.DropTable(
                name: "finance_bank_match_line");

            migrationBuilder.DropTable(
                name: "finance_bank_match_payout");

            migrationBuilder.DropTable(
                name: "finance_bank_upload");

            migrationBuilder.DropTable(
                name: "finance_clearing_day");

            migrationBuilder.DropTable(
                name: "finance_daily_balance");

            migrationBuilder.DropTable(
                name: "finance_deferred_income");

            migrationBuilder.DropTable(
                name: "finance_dispute");

            migrationBuilder.DropTable(
                name: "finance_export_file");

            migrationBuilder.DropTable(
                name: "finance_export_line");

            migrationBuilder.DropTable(
                name: "finance_journal_seal");

            migrationBuilder.DropTable(
                name: "finance_journal_to_seal");

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
                name: "finance_suspense_clearing");

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
                name: "finance_bank_line");

            migrationBuilder.DropTable(
                name: "finance_bank_match");

            migrationBuilder.DropTable(
                name: "finance_export_batch");

            migrationBuilder.DropTable(
                name: "finance_journal");

            migrationBuilder.DropTable(
                name: "finance_refund");

            migrationBuilder.DropTable(
                name: "finance_suspense_item");

            migrationBuilder.DropTable(
                name: "finance_bank_statement");

            migrationBuilder.DropTable(
                name: "finance_bank_account");

            migrationBuilder.DropCheckConstraint(
                name: "CK_orders_other_money_Amount",
                table: "orders_other_money");

            migrationBuilder.DropIndex(
                name: "IX_orders_order_ClosedAt",
                table: "orders_order");

            migrationBuilder.DropIndex(
                name: "IX_finance_refund_due_RefundId",
                table: "finance_refund_due");

            migrationBuilder.DropIndex(
                name: "IX_finance_payment_BalanceTransactionId",
                table: "finance_payment");

            migrationBuilder.DropIndex(
                name: "IX_finance_payment_CardLast4_PaidAt_Id",
                table: "finance_payment");

            migrationBuilder.DropIndex(
                name: "IX_finance_payment_EmailKey_PaidAt_Id",
                table: "finance_payment");

            migrationBuilder.DropIndex(
                name: "IX_finance_payment_FinancialDate_GrossPence_RefundedPence_FeePence",
                table: "finance_payment");

            migrationBuilder.DropIndex(
                name: "IX_finance_payment_GrossPence_PaidAt_Id",
                table: "finance_payment");

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
                name: "AnswersErasedAt",
                table: "orders_order");

            migrationBuilder.DropColumn(
                name: "ErasedAt",
                table: "orders_order");

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
                name: "IX_finance_payment_CardLast4",
                table: "finance_payment",
                column: "CardLast4");

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_EmailKey",
                table: "finance_payment",
                column: "EmailKey");

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_GrossPence",
                table: "finance_payment",
                column: "GrossPence");

            migrationBuilder.CreateIndex(
                name: "IX_finance_attention_OrderId_AmountPence_Reason",
                table: "finance_attention",
                columns: new[] { "OrderId", "AmountPence", "Reason" },
                unique: true);
        }
    }
}
