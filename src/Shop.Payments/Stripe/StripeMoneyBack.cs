using Stripe;

namespace Shop.Payments.Stripe;

/// <summary>Refunds and disputes in Stripe's words. Throws as <see cref="StripeSessions"/> does.</summary>
internal sealed class StripeMoneyBack(StripeCalls calls)
{
    /// <summary>In a refund's metadata, beside the payment's reference: what finds it again when Stripe's answer is lost.</summary>
    public const string RefundKey = "refund_id";

    private const int PageSize = 100;

    /// <summary>Asked again with the same key, Stripe answers with the same refund.</summary>
    public Task CreateAsync(Guid refundId, string reference, string chargeId, long amountPence, CancellationToken ct) => calls.MakeAsync(
        client => client.V1.Refunds.CreateAsync(
            new RefundCreateOptions
            {
                Charge = chargeId,
                Amount = amountPence,
                Metadata = new Dictionary<string, string> { [SessionTerms.ReferenceKey] = reference, [RefundKey] = refundId.ToString() },
            },
            new RequestOptions { IdempotencyKey = $"refund:{refundId}" }, ct),
        ct);

    /// <summary>The charge with all its refunds and disputes, as far as they are looked for.</summary>
    public async Task<RemoteCharge> WithMoneyBackAsync(RemoteCharge charge, MoneyBackLook look, CancellationToken ct) => charge with
    {
        Refunds = look.HasFlag(MoneyBackLook.Refunds) ? await RefundsAsync(charge.ChargeId, ct) : charge.Refunds,
        Disputes = look.HasFlag(MoneyBackLook.Disputes) ? await DisputesAsync(charge.ChargeId, ct) : charge.Disputes,
    };

    private Task<List<RemoteRefund>> RefundsAsync(string chargeId, CancellationToken ct) => calls.MakeAsync(
        async client =>
        {
            var found = new List<RemoteRefund>();
            await foreach (var refund in client.V1.Refunds.ListAutoPagingAsync(new RefundListOptions { Charge = chargeId, Limit = PageSize }, cancellationToken: ct)) found.Add(Read(refund));
            return found;
        },
        ct);

    private Task<List<RemoteDispute>> DisputesAsync(string chargeId, CancellationToken ct) => calls.MakeAsync(
        async client =>
        {
            var found = new List<RemoteDispute>();
            await foreach (var dispute in client.V1.Disputes.ListAutoPagingAsync(new DisputeListOptions { Charge = chargeId, Limit = PageSize }, cancellationToken: ct)) found.Add(Read(dispute));
            return found;
        },
        ct);

    private static RemoteRefund Read(global::Stripe.Refund refund) => new(
        refund.Id, refund.Amount, refund.Status ?? "",
        Guid.TryParse(refund.Metadata?.GetValueOrDefault(RefundKey), out var id) ? id : null,
        refund.BalanceTransactionId, refund.FailureBalanceTransactionId, refund.FailureReason);

    private static RemoteDispute Read(global::Stripe.Dispute dispute) => new(
        dispute.Id, dispute.Amount, dispute.Reason ?? "", dispute.Status ?? "", dispute.EvidenceDetails?.DueBy,
        [.. (dispute.BalanceTransactions ?? []).Select(t => t.Id)], dispute.Created);
}
