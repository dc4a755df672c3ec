using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shop.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts_audit",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StaffId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    What = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Before = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    After = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_audit", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "accounts_staff",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IsActive = table.Column<bool>(type: "INTEGER", nullable: false),
                    MustChangePassword = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastSignInAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", nullable: true),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_staff", x => x.Id);
                    table.CheckConstraint("CK_accounts_staff_failures", "\"AccessFailedCount\" >= 0");
                });

            migrationBuilder.CreateTable(
                name: "baskets_basket",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Changes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_baskets_basket", x => x.Id);
                    table.CheckConstraint("CK_baskets_basket_expires", "\"ExpiresAt\" > \"CreatedAt\"");
                });

            migrationBuilder.CreateTable(
                name: "catalogue_service",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 70, nullable: false),
                    Definition = table.Column<string>(type: "TEXT", nullable: false),
                    IsOnline = table.Column<bool>(type: "INTEGER", nullable: false),
                    Missing = table.Column<string>(type: "TEXT", nullable: false),
                    IsWithdrawn = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalogue_service", x => x.Id);
                    table.CheckConstraint("CK_catalogue_service_version", "\"Version\" >= 1");
                });

            migrationBuilder.CreateTable(
                name: "catalogue_version",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalogue_version", x => x.Id);
                    table.CheckConstraint("CK_catalogue_version_number", "\"Number\" >= 1");
                    table.CheckConstraint("CK_catalogue_version_one", "\"Id\" = 1");
                });

            migrationBuilder.CreateTable(
                name: "checkout_guest_details",
                columns: table => new
                {
                    BasketId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Organisation = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    AddressLine1 = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    AddressLine2 = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Town = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Postcode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkout_guest_details", x => x.BasketId);
                });

            migrationBuilder.CreateTable(
                name: "checkout_placed_order",
                columns: table => new
                {
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    BasketId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    LineIds = table.Column<string>(type: "TEXT", nullable: false),
                    PlacedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkout_placed_order", x => x.OrderId);
                    table.CheckConstraint("CK_checkout_placed_order_number", "\"Number\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "finance_attention",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    RaisedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DoneBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DoneNote = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_attention", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "finance_explanation",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_explanation", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "finance_payment",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PaidAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FinancialDate = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PayerName = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    PayerEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    EmailKey = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    GrossPence = table.Column<long>(type: "INTEGER", nullable: false),
                    RefundedPence = table.Column<long>(type: "INTEGER", nullable: false),
                    FeePence = table.Column<long>(type: "INTEGER", nullable: true),
                    BalanceTransactionId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    CardBrand = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    CardLast4 = table.Column<string>(type: "TEXT", maxLength: 4, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_payment", x => x.Id);
                    table.CheckConstraint("CK_finance_payment_amounts", "\"GrossPence\" >= 0 AND \"RefundedPence\" >= 0 AND (\"FeePence\" IS NULL OR \"FeePence\" >= 0)");
                    table.CheckConstraint("CK_finance_payment_paid", "(\"State\" = 'Announced') = (\"PaidAt\" IS NULL)");
                    table.CheckConstraint("CK_finance_payment_state", "\"State\" IN ('Announced', 'Paid', 'PartlyRefunded', 'Refunded')");
                });

            migrationBuilder.CreateTable(
                name: "finance_refund_due",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderLineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PaidPence = table.Column<long>(type: "INTEGER", nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    RefusedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RefusedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DoneBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DoneNote = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_refund_due", x => x.Id);
                    table.CheckConstraint("CK_finance_refund_due_amount", "\"AmountPence\" > 0 AND \"AmountPence\" <= \"PaidPence\"");
                });

            migrationBuilder.CreateTable(
                name: "insight_search",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Hits = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_insight_search", x => x.Id);
                    table.CheckConstraint("CK_insight_search_hits", "\"Hits\" >= 0");
                });

            migrationBuilder.CreateTable(
                name: "kernel_data_protection_key",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FriendlyName = table.Column<string>(type: "TEXT", nullable: true),
                    Xml = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_data_protection_key", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "notifications_message",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SourceId = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    To = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    ToName = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    GivenUpAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    UnknownOutcomes = table.Column<int>(type: "INTEGER", nullable: false),
                    NextTryAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LeaseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notifications_message", x => x.Id);
                    table.CheckConstraint("CK_notifications_message_tries", "\"Tries\" >= 0 AND \"UnknownOutcomes\" >= 0");
                });

            migrationBuilder.CreateTable(
                name: "orders_attachment",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DraftId = table.Column<Guid>(type: "TEXT", nullable: true),
                    UploadId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StoredName = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    UploadedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_attachment", x => x.Id);
                    table.CheckConstraint("CK_orders_attachment_Bytes", "\"Bytes\" > 0");
                    table.CheckConstraint("CK_orders_attachment_Sha256", "length(\"Sha256\") = 64");
                });

            migrationBuilder.CreateTable(
                name: "orders_order",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 9, nullable: false),
                    SourceKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TotalPence = table.Column<long>(type: "INTEGER", nullable: false),
                    VatPence = table.Column<long>(type: "INTEGER", nullable: false),
                    AcceptedTerms = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PayableUntil = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PaidAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LapsedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Withdrawn = table.Column<bool>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LinesLeft = table.Column<int>(type: "INTEGER", nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    CardBrand = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    CardLast4 = table.Column<string>(type: "TEXT", maxLength: 4, nullable: true),
                    RefundedPence = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherMoneyPence = table.Column<long>(type: "INTEGER", nullable: false),
                    AttentionReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    HistoryLength = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Payer_AddressLines = table.Column<string>(type: "TEXT", nullable: false),
                    Payer_Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Payer_Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Payer_Organisation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Payer_Phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Payer_Postcode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_order", x => x.Id);
                    table.CheckConstraint("CK_orders_order_Amounts", "\"TotalPence\" >= 0 AND \"VatPence\" BETWEEN 0 AND \"TotalPence\" AND \"RefundedPence\" >= 0 AND \"OtherMoneyPence\" >= 0");
                    table.CheckConstraint("CK_orders_order_LinesLeft", "\"LinesLeft\" >= 0");
                    table.CheckConstraint("CK_orders_order_Paid", "(\"PaidAt\" IS NULL) = (\"State\" IN ('AwaitingPayment','Lapsed'))");
                    table.CheckConstraint("CK_orders_order_State", "\"State\" IN ('AwaitingPayment','Paid','Fulfilled','Refused','Lapsed')");
                });

            migrationBuilder.CreateTable(
                name: "orders_order_search",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 9, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_order_search", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "payments_event_cursor",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    ReadUntil = table.Column<DateTime>(type: "TEXT", nullable: false),
                    GapFrom = table.Column<DateTime>(type: "TEXT", nullable: true),
                    GapUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_event_cursor", x => x.Id);
                    table.CheckConstraint("CK_payments_event_cursor_gap", "(\"GapFrom\" IS NULL) = (\"GapUntil\" IS NULL)");
                    table.CheckConstraint("CK_payments_event_cursor_one", "\"Id\" = 1");
                });

            migrationBuilder.CreateTable(
                name: "payments_payment",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    Terms = table.Column<string>(type: "TEXT", nullable: false),
                    PayableUntil = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AcceptedNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    CapturedPence = table.Column<long>(type: "INTEGER", nullable: false),
                    RefundedPence = table.Column<long>(type: "INTEGER", nullable: false),
                    FeePence = table.Column<long>(type: "INTEGER", nullable: true),
                    NetPence = table.Column<long>(type: "INTEGER", nullable: true),
                    PaymentIntentId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    BalanceTransactionId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    CardBrand = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    CardLast4 = table.Column<string>(type: "TEXT", maxLength: 4, nullable: true),
                    PaidAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AttentionReason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastChange = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_payment", x => x.Id);
                    table.CheckConstraint("CK_payments_payment_amount", "\"AmountPence\" >= 30");
                    table.CheckConstraint("CK_payments_payment_money_seen", "\"CapturedPence\" = 0 OR \"State\" = 'Paid' OR \"AttentionReason\" IS NOT NULL");
                    table.CheckConstraint("CK_payments_payment_paid", "\"State\" <> 'Paid' OR (\"CapturedPence\" >= \"AmountPence\" AND \"ChargeId\" IS NOT NULL AND \"PaidAt\" IS NOT NULL)");
                    table.CheckConstraint("CK_payments_payment_refunded", "\"RefundedPence\" >= 0 AND \"RefundedPence\" <= \"CapturedPence\"");
                });

            migrationBuilder.CreateTable(
                name: "payments_webhook_event",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EventId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    NextTryAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_webhook_event", x => x.Id);
                    table.CheckConstraint("CK_payments_webhook_event_waits", "(\"State\" = 'Received') = (\"NextTryAt\" IS NOT NULL)");
                });

            migrationBuilder.CreateTable(
                name: "accounts_staff_team",
                columns: table => new
                {
                    StaffId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TeamId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_staff_team", x => new { x.StaffId, x.TeamId });
                    table.ForeignKey(
                        name: "FK_accounts_staff_team_accounts_staff_StaffId",
                        column: x => x.StaffId,
                        principalTable: "accounts_staff",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "baskets_line",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    BasketId = table.Column<string>(type: "TEXT", nullable: false),
                    FormId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    AddedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Snapshot = table.Column<string>(type: "TEXT", nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_baskets_line", x => x.Id);
                    table.CheckConstraint("CK_baskets_line_position", "\"Position\" > 0");
                    table.ForeignKey(
                        name: "FK_baskets_line_baskets_basket_BasketId",
                        column: x => x.BasketId,
                        principalTable: "baskets_basket",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "finance_payment_line",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderLineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    FinancialDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ServiceId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ServiceTitle = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ChargeName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Refundable = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CostCentre = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subjective = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    VatCode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    VatRateBasisPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    NetPence = table.Column<long>(type: "INTEGER", nullable: false),
                    VatPence = table.Column<long>(type: "INTEGER", nullable: false),
                    GrossPence = table.Column<long>(type: "INTEGER", nullable: false),
                    ServiceDate = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finance_payment_line", x => x.Id);
                    table.CheckConstraint("CK_finance_payment_line_sum", "\"NetPence\" + \"VatPence\" = \"GrossPence\"");
                    table.ForeignKey(
                        name: "FK_finance_payment_line_finance_payment_PaymentId",
                        column: x => x.PaymentId,
                        principalTable: "finance_payment",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "orders_order_history",
                columns: table => new
                {
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    What = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LineId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 2100, nullable: true),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_order_history", x => new { x.OrderId, x.Position });
                    table.ForeignKey(
                        name: "FK_orders_order_history_orders_order_OrderId",
                        column: x => x.OrderId,
                        principalTable: "orders_order",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "orders_order_line",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    ServiceId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    TeamId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    TeamName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    GrossPence = table.Column<long>(type: "INTEGER", nullable: false),
                    VatPence = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    RefusalReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Snapshot = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_order_line", x => x.Id);
                    table.CheckConstraint("CK_orders_order_line_Amounts", "\"GrossPence\" >= 0 AND \"VatPence\" BETWEEN 0 AND \"GrossPence\"");
                    table.CheckConstraint("CK_orders_order_line_Closed", "(\"ClosedAt\" IS NULL) = (\"State\" IN ('Waiting','ToDo'))");
                    table.CheckConstraint("CK_orders_order_line_State", "\"State\" IN ('Waiting','ToDo','Fulfilled','Refused')");
                    table.ForeignKey(
                        name: "FK_orders_order_line_orders_order_OrderId",
                        column: x => x.OrderId,
                        principalTable: "orders_order",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "orders_order_link",
                columns: table => new
                {
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_order_link", x => x.TokenHash);
                    table.ForeignKey(
                        name: "FK_orders_order_link_orders_order_OrderId",
                        column: x => x.OrderId,
                        principalTable: "orders_order",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "orders_other_money",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    AmountPence = table.Column<long>(type: "INTEGER", nullable: false),
                    TakenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_other_money", x => x.Id);
                    table.CheckConstraint("CK_orders_other_money_Amount", "\"AmountPence\" > 0");
                    table.ForeignKey(
                        name: "FK_orders_other_money_orders_order_OrderId",
                        column: x => x.OrderId,
                        principalTable: "orders_order",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payments_attempt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IdempotencyKey = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Request = table.Column<string>(type: "TEXT", nullable: true),
                    SessionId = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    Url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PaymentIntentId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    BalanceTransactionId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    CapturedPence = table.Column<long>(type: "INTEGER", nullable: false),
                    RefundedPence = table.Column<long>(type: "INTEGER", nullable: false),
                    FeePence = table.Column<long>(type: "INTEGER", nullable: true),
                    NetPence = table.Column<long>(type: "INTEGER", nullable: true),
                    CapturedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CardBrand = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    CardLast4 = table.Column<string>(type: "TEXT", maxLength: 4, nullable: true),
                    FailureCode = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    DeclineCode = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    Misfit = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    NextLookAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Looks = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_attempt", x => x.Id);
                    table.CheckConstraint("CK_payments_attempt_number", "\"Number\" >= 1");
                    table.CheckConstraint("CK_payments_attempt_open", "\"State\" <> 'Open' OR \"SessionId\" IS NOT NULL");
                    table.CheckConstraint("CK_payments_attempt_refunded", "\"RefundedPence\" >= 0 AND \"RefundedPence\" <= \"CapturedPence\"");
                    table.ForeignKey(
                        name: "FK_payments_attempt_payments_payment_PaymentId",
                        column: x => x.PaymentId,
                        principalTable: "payments_payment",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "payments_change",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AttemptNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_change", x => x.Id);
                    table.ForeignKey(
                        name: "FK_payments_change_payments_payment_PaymentId",
                        column: x => x.PaymentId,
                        principalTable: "payments_payment",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "orders_attachment_claim",
                columns: table => new
                {
                    AttachmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_attachment_claim", x => new { x.AttachmentId, x.LineId });
                    table.ForeignKey(
                        name: "FK_orders_attachment_claim_orders_attachment_AttachmentId",
                        column: x => x.AttachmentId,
                        principalTable: "orders_attachment",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_orders_attachment_claim_orders_order_OrderId",
                        column: x => x.OrderId,
                        principalTable: "orders_order",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_orders_attachment_claim_orders_order_line_LineId",
                        column: x => x.LineId,
                        principalTable: "orders_order_line",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "orders_order_line_charge",
                columns: table => new
                {
                    LineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    ChargeId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Refundable = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    GrossPence = table.Column<long>(type: "INTEGER", nullable: false),
                    VatPence = table.Column<long>(type: "INTEGER", nullable: false),
                    VatCode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    VatRateBasisPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    CostCentre = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subjective = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    RefundDuePence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_order_line_charge", x => new { x.LineId, x.Position });
                    table.CheckConstraint("CK_orders_order_line_charge_Amounts", "\"GrossPence\" >= 0 AND \"VatPence\" BETWEEN 0 AND \"GrossPence\" AND \"RefundDuePence\" BETWEEN 0 AND \"GrossPence\"");
                    table.ForeignKey(
                        name: "FK_orders_order_line_charge_orders_order_line_LineId",
                        column: x => x.LineId,
                        principalTable: "orders_order_line",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_accounts_audit_At_Id",
                table: "accounts_audit",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_accounts_staff_NormalizedEmail",
                table: "accounts_staff",
                column: "NormalizedEmail",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_staff_NormalizedUserName",
                table: "accounts_staff",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_baskets_basket_ExpiresAt",
                table: "baskets_basket",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_baskets_line_BasketId_FormId",
                table: "baskets_line",
                columns: new[] { "BasketId", "FormId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_checkout_guest_details_ExpiresAt",
                table: "checkout_guest_details",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_checkout_placed_order_BasketId_Number",
                table: "checkout_placed_order",
                columns: new[] { "BasketId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_checkout_placed_order_PlacedAt",
                table: "checkout_placed_order",
                column: "PlacedAt");

            migrationBuilder.CreateIndex(
                name: "IX_finance_attention_DoneAt_RaisedAt",
                table: "finance_attention",
                columns: new[] { "DoneAt", "RaisedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_attention_OrderId_AmountPence_Reason",
                table: "finance_attention",
                columns: new[] { "OrderId", "AmountPence", "Reason" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_attention_Reference",
                table: "finance_attention",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_finance_explanation_Key_AmountPence",
                table: "finance_explanation",
                columns: new[] { "Key", "AmountPence" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_CardLast4",
                table: "finance_payment",
                column: "CardLast4");

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_ChargeId",
                table: "finance_payment",
                column: "ChargeId");

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_EmailKey",
                table: "finance_payment",
                column: "EmailKey");

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_FinancialDate_PaidAt_Id",
                table: "finance_payment",
                columns: new[] { "FinancialDate", "PaidAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_GrossPence",
                table: "finance_payment",
                column: "GrossPence");

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_OrderId",
                table: "finance_payment",
                column: "OrderId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_PaidAt_Id",
                table: "finance_payment",
                columns: new[] { "PaidAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_Reference",
                table: "finance_payment",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_line_FinancialDate_CostCentre_Subjective_VatCode",
                table: "finance_payment_line",
                columns: new[] { "FinancialDate", "CostCentre", "Subjective", "VatCode" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_payment_line_PaymentId_Place",
                table: "finance_payment_line",
                columns: new[] { "PaymentId", "Place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_due_DoneAt_RefusedAt",
                table: "finance_refund_due",
                columns: new[] { "DoneAt", "RefusedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_due_OrderLineId",
                table: "finance_refund_due",
                column: "OrderLineId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_finance_refund_due_Reference",
                table: "finance_refund_due",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_insight_search_At_Text",
                table: "insight_search",
                columns: new[] { "At", "Text" });

            migrationBuilder.CreateIndex(
                name: "IX_notifications_message_Kind_SourceId",
                table: "notifications_message",
                columns: new[] { "Kind", "SourceId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_notifications_message_LeaseId",
                table: "notifications_message",
                column: "LeaseId");

            migrationBuilder.CreateIndex(
                name: "IX_notifications_message_NextTryAt",
                table: "notifications_message",
                column: "NextTryAt",
                filter: "\"SentAt\" IS NULL AND \"GivenUpAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_orders_attachment_DraftId_UploadId_Position",
                table: "orders_attachment",
                columns: new[] { "DraftId", "UploadId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_attachment_StoredName",
                table: "orders_attachment",
                column: "StoredName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_attachment_UploadedAt",
                table: "orders_attachment",
                column: "UploadedAt");

            migrationBuilder.CreateIndex(
                name: "IX_orders_attachment_claim_LineId",
                table: "orders_attachment_claim",
                column: "LineId");

            migrationBuilder.CreateIndex(
                name: "IX_orders_attachment_claim_OrderId",
                table: "orders_attachment_claim",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_PaidAt",
                table: "orders_order",
                column: "PaidAt");

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_Reference",
                table: "orders_order",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_SourceKey",
                table: "orders_order",
                column: "SourceKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_State_PayableUntil",
                table: "orders_order",
                columns: new[] { "State", "PayableUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_line_OrderId_Position",
                table: "orders_order_line",
                columns: new[] { "OrderId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_line_TeamId_State_DueOn",
                table: "orders_order_line",
                columns: new[] { "TeamId", "State", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_link_ExpiresAt",
                table: "orders_order_link",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_link_OrderId_Purpose_IssuedAt",
                table: "orders_order_link",
                columns: new[] { "OrderId", "Purpose", "IssuedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_search_At",
                table: "orders_order_search",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_orders_order_search_Reference_At",
                table: "orders_order_search",
                columns: new[] { "Reference", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_other_money_OrderId_ChargeId",
                table: "orders_other_money",
                columns: new[] { "OrderId", "ChargeId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_other_money_TakenAt",
                table: "orders_other_money",
                column: "TakenAt");

            migrationBuilder.CreateIndex(
                name: "IX_payments_attempt_ChargeId",
                table: "payments_attempt",
                column: "ChargeId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_attempt_IdempotencyKey",
                table: "payments_attempt",
                column: "IdempotencyKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_attempt_NextLookAt",
                table: "payments_attempt",
                column: "NextLookAt");

            migrationBuilder.CreateIndex(
                name: "IX_payments_attempt_one_live",
                table: "payments_attempt",
                column: "PaymentId",
                unique: true,
                filter: "\"State\" IN ('Preparing', 'Open')");

            migrationBuilder.CreateIndex(
                name: "IX_payments_attempt_PaymentId_Number",
                table: "payments_attempt",
                columns: new[] { "PaymentId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_attempt_PaymentIntentId",
                table: "payments_attempt",
                column: "PaymentIntentId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_attempt_SessionId",
                table: "payments_attempt",
                column: "SessionId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_change_PaymentId_Number",
                table: "payments_change",
                columns: new[] { "PaymentId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_payment_ChargeId",
                table: "payments_payment",
                column: "ChargeId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_payment_Reference",
                table: "payments_payment",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_webhook_event_EventId",
                table: "payments_webhook_event",
                column: "EventId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_webhook_event_NextTryAt",
                table: "payments_webhook_event",
                column: "NextTryAt");

            migrationBuilder.CreateIndex(
                name: "IX_payments_webhook_event_State_ReceivedAt",
                table: "payments_webhook_event",
                columns: new[] { "State", "ReceivedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "accounts_audit");

            migrationBuilder.DropTable(
                name: "accounts_staff_team");

            migrationBuilder.DropTable(
                name: "baskets_line");

            migrationBuilder.DropTable(
                name: "catalogue_service");

            migrationBuilder.DropTable(
                name: "catalogue_version");

            migrationBuilder.DropTable(
                name: "checkout_guest_details");

            migrationBuilder.DropTable(
                name: "checkout_placed_order");

            migrationBuilder.DropTable(
                name: "finance_attention");

            migrationBuilder.DropTable(
                name: "finance_explanation");

            migrationBuilder.DropTable(
                name: "finance_payment_line");

            migrationBuilder.DropTable(
                name: "finance_refund_due");

            migrationBuilder.DropTable(
                name: "insight_search");

            migrationBuilder.DropTable(
                name: "kernel_data_protection_key");

            migrationBuilder.DropTable(
                name: "notifications_message");

            migrationBuilder.DropTable(
                name: "orders_attachment_claim");

            migrationBuilder.DropTable(
                name: "orders_order_history");

            migrationBuilder.DropTable(
                name: "orders_order_line_charge");

            migrationBuilder.DropTable(
                name: "orders_order_link");

            migrationBuilder.DropTable(
                name: "orders_order_search");

            migrationBuilder.DropTable(
                name: "orders_other_money");

            migrationBuilder.DropTable(
                name: "payments_attempt");

            migrationBuilder.DropTable(
                name: "payments_change");

            migrationBuilder.DropTable(
                name: "payments_event_cursor");

            migrationBuilder.DropTable(
                name: "payments_webhook_event");

            migrationBuilder.DropTable(
                name: "accounts_staff");

            migrationBuilder.DropTable(
                name: "baskets_basket");

            migrationBuilder.DropTable(
                name: "finance_payment");

            migrationBuilder.DropTable(
                name: "orders_attachment");

            migrationBuilder.DropTable(
                name: "orders_order_line");

            migrationBuilder.DropTable(
                name: "payments_payment");

            migrationBuilder.DropTable(
                name: "orders_order");
        }
    }
}
