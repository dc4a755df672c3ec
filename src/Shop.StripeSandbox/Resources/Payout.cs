using System.Text.Json.Nodes;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>Money on its way from the balance to the bank, in pence; below zero it goes the other way.</summary>
/// <param name="ArrivalDate">Midnight UTC of the day it should be on the bank statement.</param>
internal sealed record Payout(string Id, DateTimeOffset Created, long Amount, DateTimeOffset ArrivalDate) : IResource
{
    public const string Pending = "pending", InTransit = "in_transit", Paid = "paid", Failed = "failed", Canceled = "canceled";

    public const string NotApplicable = "not_applicable", InProgress = "in_progress", Completed = "completed";

    // The one bank account; only its id is ever asked for.
    private const string Bank = "ba_1SandboxBankAccountGbp00";

    public string Status { get; init; } = Pending;

    /// <summary>Made by the schedule, so that the movements it carries are known.</summary>
    public bool Automatic { get; init; }

    /// <summary>How far it is known which movements it carries.</summary>
    public string Reconciliation { get; init; } = NotApplicable;

    public required string BalanceTransaction { get; init; }

    public string? FailureBalanceTransaction { get; init; }

    public string? FailureCode { get; init; }

    public string? Description { get; init; }

    public string? StatementDescriptor { get; init; }

    /// <summary>The payout this one fetches back.</summary>
    public string? OriginalPayout { get; init; }

    /// <summary>The payout that fetches this one back.</summary>
    public string? ReversedBy { get; init; }

    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>Whether the money is at the bank or on its way: it may still come back.</summary>
    public bool IsUnderWay => Status is Pending or InTransit or Paid;

    public bool CanReverse => this is { Status: Paid, Amount: > 0, OriginalPayout: null, ReversedBy: null };

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "payout",
        ["amount"] = Amount,
        ["application_fee"] = null,
        ["application_fee_amount"] = null,
        ["arrival_date"] = ArrivalDate.ToUnixTimeSeconds(),
        ["automatic"] = Automatic,
        ["balance_transaction"] = BalanceTransaction,
        ["created"] = Created.ToUnixTimeSeconds(),
        ["currency"] = "gbp",
        ["description"] = Description,
        ["destination"] = Bank,
        ["failure_balance_transaction"] = FailureBalanceTransaction,
        ["failure_code"] = FailureCode,
        ["failure_message"] = PayoutFailure.Message(FailureCode),
        ["livemode"] = false,
        ["metadata"] = Metadata.ToJson(),
        ["method"] = "standard",
        ["original_payout"] = OriginalPayout,
        ["payout_method"] = null,
        ["reconciliation_status"] = Reconciliation,
        ["reversed_by"] = ReversedBy,
        ["source_type"] = "card",
        ["statement_descriptor"] = StatementDescriptor,
        ["status"] = Status,
        ["trace_id"] = Trace(Status),
        ["type"] = "bank_account",
    };

    /// <summary>What the bank prints beside the payment, known once the bank has it.</summary>
    public JsonObject Trace(string status) => status is Pending or InTransit or Canceled
        ? new() { ["status"] = "pending", ["value"] = null }
        : new() { ["status"] = "supported", ["value"] = Id[3..21].ToUpperInvariant() };
}
