using Shop.Payments.Contracts;
using Stripe;

namespace Shop.Payments.Stripe;

/// <summary>From Stripe's balance objects to the module's own.</summary>
internal static class BalanceMapping
{
    public static StripeTransaction Read(BalanceTransaction row, string? payoutAsked, bool liveKey)
    {
        var about = About(row.Source, row.SourceId);
        return new StripeTransaction(
            row.Id, row.Type ?? "", row.ReportingCategory ?? "", row.Amount, row.Fee, row.Net,
            [.. (row.FeeDetails ?? []).Select(f => new StripeFee(f.Type ?? "", f.Amount, f.Description))],
            row.Currency ?? "", row.SourceId, about.Charge, about.Intent, about.Reference, about.Refund, about.Dispute, payoutAsked ?? about.Payout,
            row.Created, row.AvailableOn, row.Status == "available", row.Description, row.ExchangeRate is not null,
            about.Livemode is { } live && live != liveKey);
    }

    public static StripePayout Read(Payout payout, bool liveKey) => new(
        payout.Id, payout.Amount, payout.Currency ?? "", payout.Status ?? "", payout.Automatic, payout.ReconciliationStatus ?? "", payout.Created,
        DateOnly.FromDateTime(payout.ArrivalDate), payout.BalanceTransactionId, payout.FailureBalanceTransactionId, payout.FailureCode, payout.FailureMessage,
        payout.StatementDescriptor, payout.TraceId?.Value, payout.OriginalPayoutId, payout.ReversedById, payout.Livemode != liveKey);

    public static StripeBalance Read(Balance balance, bool liveKey) => new(
        balance.Available.Where(a => FitCheck.IsPounds(a.Currency)).Sum(a => a.Amount),
        balance.Pending.Where(a => FitCheck.IsPounds(a.Currency)).Sum(a => a.Amount),
        [
            .. balance.Available.Where(a => a.Amount != 0).Select(a => a.Currency)
                .Concat(balance.Pending.Where(a => a.Amount != 0).Select(a => a.Currency))
                .Where(c => !FitCheck.IsPounds(c)).Distinct().Order(StringComparer.Ordinal),
        ],
        balance.Livemode != liveKey);

    /// <summary>Of a source that Stripe.net has no class for, only what its id tells is known.</summary>
    private static Origin About(IBalanceTransactionSource? source, string? id) => source switch
    {
        Charge charge => new Origin { Charge = charge.Id, Intent = charge.PaymentIntentId, Reference = ReferenceOf(charge.Metadata), Livemode = charge.Livemode },
        global::Stripe.Refund refund => new Origin { Refund = refund.Id, Charge = refund.ChargeId, Intent = refund.PaymentIntentId, Reference = ReferenceOf(refund.Metadata) },
        global::Stripe.Dispute dispute => new Origin { Dispute = dispute.Id, Charge = dispute.ChargeId, Intent = dispute.PaymentIntentId, Livemode = dispute.Livemode },
        Payout payout => new Origin { Payout = payout.Id, Livemode = payout.Livemode },
        _ => ByPrefix(id ?? ""),
    };

    private static Origin ByPrefix(string id) => id[..(id.IndexOf('_', StringComparison.Ordinal) + 1)] switch
    {
        "ch_" or "py_" => new Origin { Charge = id },
        "re_" or "pyr_" => new Origin { Refund = id },
        "dp_" or "du_" => new Origin { Dispute = id },
        "po_" => new Origin { Payout = id },
        _ => new Origin(),
    };

    private static string? ReferenceOf(Dictionary<string, string>? metadata) => metadata?.GetValueOrDefault(SessionTerms.ReferenceKey);

    private readonly record struct Origin
    {
        public string? Charge { get; init; }
        public string? Intent { get; init; }
        public string? Reference { get; init; }
        public string? Refund { get; init; }
        public string? Dispute { get; init; }
        public string? Payout { get; init; }
        public bool? Livemode { get; init; }
    }
}
