using MediatR;
using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>
/// One page of Stripe's balance transactions, newest first, straight from its API; amounts in pence. Throws
/// <see cref="PaymentProviderUnavailableException"/> when Stripe does not answer: half a list would prove nothing.
/// docs.stripe.com/api/balance_transactions/list
/// </summary>
/// <param name="PayoutId">Only what this automatic payout carried, its own row among it; null for all.</param>
/// <param name="CreatedFrom">UTC, inclusive; null for no bound.</param>
/// <param name="CreatedUntil">UTC, exclusive; null for no bound.</param>
/// <param name="After">The last id of the page before; null for the first page.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record ListBalanceTransactions(string? PayoutId, DateTime? CreatedFrom, DateTime? CreatedUntil, string? After, int Limit) : IGatewayCommand<StripeTransactionPage>;

/// <param name="HasMore">There are older rows than the last of these.</param>
public sealed record StripeTransactionPage(IReadOnlyList<StripeTransaction> Rows, bool HasMore);

/// <summary>One movement of the Stripe balance. Amounts in pence; times in UTC. What Stripe says, nothing computed: net ought to be amount less fee.</summary>
/// <param name="Type">Stripe's technical type; "adjustment" hides several kinds of money.</param>
/// <param name="ReportingCategory">What the row is to be sorted by; new ones appear without notice.</param>
/// <param name="SourceId">The charge, refund, dispute, payout … that made it.</param>
/// <param name="Reference">Ours, from the metadata of the charge or refund; null where Stripe has none.</param>
/// <param name="PayoutId">The payout that carried it, where the list was asked by payout or the row is a payout's own; Stripe does not tell it otherwise.</param>
/// <param name="IsAvailable">False while the money is still on its way into the balance.</param>
/// <param name="IsConverted">Stripe exchanged the money from another currency.</param>
/// <param name="IsWrongMode">Its source is live and the shop's key a test key, or the other way round.</param>
public sealed record StripeTransaction(
    string Id, string Type, string ReportingCategory, long AmountPence, long FeePence, long NetPence, IReadOnlyList<StripeFee> Fees, string Currency,
    string? SourceId, string? ChargeId, string? PaymentIntentId, string? Reference, string? RefundId, string? DisputeId, string? PayoutId,
    DateTime CreatedAt, DateTime AvailableOn, bool IsAvailable, string? Description, bool IsConverted, bool IsWrongMode = false);

/// <param name="Type">"stripe_fee", "tax", …</param>
public sealed record StripeFee(string Type, long AmountPence, string? Description);

/// <summary>One page of payouts, newest first. Throws as <see cref="ListBalanceTransactions"/> does. docs.stripe.com/api/payouts/list</summary>
/// <param name="CreatedFrom">UTC, inclusive; null for no bound.</param>
/// <param name="CreatedUntil">UTC, exclusive; null for no bound.</param>
/// <param name="After">The last id of the page before; null for the first page.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record ListStripePayouts(DateTime? CreatedFrom, DateTime? CreatedUntil, string? After, int Limit) : IGatewayCommand<StripePayoutPage>;

public sealed record StripePayoutPage(IReadOnlyList<StripePayout> Rows, bool HasMore);

/// <summary>One payout as it stands now; null when Stripe does not know it. Throws as <see cref="ListBalanceTransactions"/> does.</summary>
public sealed record GetStripePayout(string PayoutId) : IGatewayCommand<StripePayout?>;

/// <summary>Money sent to the council's bank, or taken from it when the amount is below zero. Amount in pence; times in UTC.</summary>
/// <param name="Status">"pending", "in_transit", "paid", "failed", "canceled"; paid may still turn into failed for some days.</param>
/// <param name="ReconciliationStatus">"completed" once its transactions can be listed; "in_progress"; "not_applicable" for manual ones.</param>
/// <param name="ArrivalDate">When it ought to be on the bank account.</param>
/// <param name="TraceId">What the bank may know it by; null until Stripe has one.</param>
/// <param name="IsWrongMode">Live with a test key, or the other way round.</param>
public sealed record StripePayout(
    string Id, long AmountPence, string Currency, string Status, bool IsAutomatic, string ReconciliationStatus, DateTime CreatedAt, DateOnly ArrivalDate,
    string? BalanceTransactionId, string? FailureBalanceTransactionId, string? FailureCode, string? FailureMessage, string? StatementDescriptor,
    string? TraceId, string? OriginalPayoutId, string? ReversedByPayoutId, bool IsWrongMode)
{
    public bool IsReconciled => ReconciliationStatus == "completed";
}

/// <summary>The council's balance at Stripe now. Throws as <see cref="ListBalanceTransactions"/> does. docs.stripe.com/api/balance</summary>
public sealed record GetStripeBalance : IGatewayCommand<StripeBalance>;

/// <summary>Pence; either may be below zero.</summary>
/// <param name="OtherCurrencies">Currencies other than pounds with money in them.</param>
public sealed record StripeBalance(long AvailablePence, long PendingPence, IReadOnlyList<string> OtherCurrencies, bool IsWrongMode)
{
    public long TotalPence => AvailablePence + PendingPence;
}

/// <summary>Stripe sent an event about a payout. A hint to fetch it: nothing in the event is taken for true. May come in any order and more than once.</summary>
/// <param name="EventType">"payout.paid", "payout.reconciliation_completed", …</param>
public sealed record PayoutSeen(string PayoutId, string EventType) : INotification;
