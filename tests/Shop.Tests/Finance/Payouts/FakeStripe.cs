using MediatR;
using Shop.Payments.Contracts;

namespace Shop.Tests.Finance.Payouts;

/// <summary>Stripe's balance as a list in memory, with Stripe's way of paging: newest first, after an id. Amounts in pence.</summary>
internal sealed class FakeStripe
{
    private readonly Lock _lock = new();
    private readonly List<StripeTransaction> _rows = [];
    private readonly Dictionary<string, StripePayout> _payouts = [];
    private int _number;

    /// <summary>No question is answered.</summary>
    public bool IsDown { get; set; }

    /// <summary>After so many more pages of transactions nothing is answered: a process that is stopped there.</summary>
    public int? StopsAfterPages { get; set; }

    /// <summary>Runs after each page of transactions.</summary>
    public Action? AfterPage { get; set; }

    /// <summary>Pages of transactions answered.</summary>
    public int Pages { get; private set; }

    public IReadOnlyList<StripeTransaction> Rows
    {
        get { lock (_lock) return [.. _rows]; }
    }

    public StripePayout this[string payoutId]
    {
        get { lock (_lock) return _payouts[payoutId]; }
        set { lock (_lock) _payouts[payoutId] = value; }
    }

    public StripeTransaction Charge(string chargeId, string? reference, long pence, long fee, DateTime at) =>
        Add(at, "charge", "charge", pence, fee, chargeId, r => r with { ChargeId = chargeId, Reference = reference, PaymentIntentId = "pi_" + chargeId });

    public StripeTransaction Refund(string refundId, string chargeId, long pence, DateTime at) =>
        Add(at, "refund", "refund", -pence, 0, refundId, r => r with { RefundId = refundId, ChargeId = chargeId });

    public StripeTransaction Dispute(string disputeId, string chargeId, long pence, long fee, DateTime at) =>
        Add(at, "adjustment", "dispute", -pence, fee, disputeId, r => r with { DisputeId = disputeId, ChargeId = chargeId });

    public StripeTransaction Add(DateTime at, string type, string category, long pence, long fee, string? source, Func<StripeTransaction, StripeTransaction>? more = null)
    {
        lock (_lock)
        {
            var row = new StripeTransaction(
                $"txn_{++_number:000000}", type, category, pence, fee, pence - fee, fee == 0 ? [] : [new StripeFee("stripe_fee", fee, null)], "gbp",
                source, null, null, null, null, null, null, at, at.AddDays(3), false, null, false);
            _rows.Add(more?.Invoke(row) ?? row);
            return _rows[^1];
        }
    }

    /// <summary>Pays out everything that no payout has carried yet.</summary>
    public StripePayout PayOut(DateTime at, bool reconciled = true, string? id = null)
    {
        lock (_lock)
        {
            id ??= $"po_{++_number:000000}";
            for (var i = 0; i < _rows.Count; i++)
                if (_rows[i].PayoutId is null && _rows[i].CreatedAt <= at) _rows[i] = _rows[i] with { PayoutId = id };
            var amount = _rows.Where(r => r.PayoutId == id).Sum(r => r.NetPence);
            var own = Add(at, "payout", "payout", -amount, 0, id, r => r with { PayoutId = id });
            return _payouts[id] = new StripePayout(
                id, amount, "gbp", "in_transit", true, reconciled ? "completed" : "in_progress", at, DateOnly.FromDateTime(at.AddDays(1)), own.Id, null, null, null, "STRIPE PAYOUT", null, null, null, false);
        }
    }

    /// <summary>The bank sends it back: the money is in the balance again.</summary>
    public void Fail(string payoutId, DateTime at)
    {
        lock (_lock)
        {
            var back = Add(at, "payout_failure", "payout_reversal", _payouts[payoutId].AmountPence, 0, payoutId);
            _payouts[payoutId] = _payouts[payoutId] with { Status = "failed", FailureCode = "account_closed", FailureMessage = "The bank account has been closed.", FailureBalanceTransactionId = back.Id };
        }
    }

    /// <summary>Made by hand: carries money, but lists none of it.</summary>
    public StripePayout PayOutByHand(DateTime at, long pence)
    {
        lock (_lock)
        {
            var id = $"po_hand_{++_number:000000}";
            var own = Add(at, "payout", "payout", -pence, 0, id);
            return _payouts[id] = new StripePayout(
                id, pence, "gbp", "paid", false, "not_applicable", at, DateOnly.FromDateTime(at.AddDays(1)), own.Id, null, null, null, null, null, null, null, false);
        }
    }

    public void Change(string transactionId, Func<StripeTransaction, StripeTransaction> change)
    {
        lock (_lock)
        {
            var at = _rows.FindIndex(r => r.Id == transactionId);
            _rows[at] = change(_rows[at]);
        }
    }

    private StripeTransactionPage Answer(ListBalanceTransactions asked)
    {
        lock (_lock)
        {
            if (IsDown || StopsAfterPages == 0) throw new Unavailable();
            if (StopsAfterPages is { } left) StopsAfterPages = left - 1;
            Pages++;
            var found = _rows.Where(r => (asked.PayoutId is null || r.PayoutId == asked.PayoutId) && (asked.CreatedFrom is null || r.CreatedAt >= asked.CreatedFrom))
                .OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id, StringComparer.Ordinal).ToList();
            if (asked.After is { } after) found = found[(found.FindIndex(r => r.Id == after) + 1)..];
            return new StripeTransactionPage([.. found.Take(asked.Limit).Select(r => r with { PayoutId = asked.PayoutId })], found.Count > asked.Limit);
        }
    }

    internal sealed class Handlers(FakeStripe stripe)
        : IRequestHandler<ListBalanceTransactions, StripeTransactionPage>, IRequestHandler<ListStripePayouts, StripePayoutPage>,
            IRequestHandler<GetStripePayout, StripePayout?>, IRequestHandler<GetStripeBalance, StripeBalance>
    {
        public Task<StripeTransactionPage> Handle(ListBalanceTransactions request, CancellationToken cancellationToken)
        {
            var page = stripe.Answer(request);
            stripe.AfterPage?.Invoke();
            return Task.FromResult(page);
        }

        public Task<StripePayoutPage> Handle(ListStripePayouts request, CancellationToken cancellationToken)
        {
            lock (stripe._lock)
            {
                if (stripe.IsDown) throw new Unavailable();
                var found = stripe._payouts.Values.Where(p => request.CreatedFrom is null || p.CreatedAt >= request.CreatedFrom).OrderByDescending(p => p.CreatedAt).ThenBy(p => p.Id, StringComparer.Ordinal).ToList();
                if (request.After is { } after) found = found[(found.FindIndex(p => p.Id == after) + 1)..];
                return Task.FromResult(new StripePayoutPage([.. found.Take(request.Limit)], found.Count > request.Limit));
            }
        }

        public Task<StripePayout?> Handle(GetStripePayout request, CancellationToken cancellationToken)
        {
            lock (stripe._lock) return stripe.IsDown ? throw new Unavailable() : Task.FromResult(stripe._payouts.GetValueOrDefault(request.PayoutId));
        }

        public Task<StripeBalance> Handle(GetStripeBalance request, CancellationToken cancellationToken)
        {
            lock (stripe._lock) return stripe.IsDown ? throw new Unavailable() : Task.FromResult(new StripeBalance(stripe._rows.Sum(r => r.NetPence), 0, [], false));
        }
    }

    internal sealed class Unavailable() : PaymentProviderUnavailableException("Stripe did not answer.", null);
}
