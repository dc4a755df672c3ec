using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>
/// What is owed for one reference and what Stripe took for it. Its money fields are the sums and the facts of its
/// attempts as Stripe told them when asked; nothing else changes them.
/// </summary>
internal sealed class Payment : IVersioned
{
    private readonly List<PaymentAttempt> _attempts = [];
    private readonly List<Refund> _refunds = [];
    private readonly List<Dispute> _disputes = [];
    private readonly List<PaymentChange> _changes = [];

    private Payment() { }

    public Guid Id { get; private set; }
    public string Reference { get; private set; } = "";

    /// <summary>Pence due, VAT included.</summary>
    public long AmountPence { get; private set; }

    public PaymentTerms Terms { get; private set; } = null!;

    /// <summary>UTC; no attempt is started after it.</summary>
    public DateTime PayableUntil { get; private set; }

    public PaymentState State { get; private set; }

    /// <summary>The attempt whose money pays the order; money of every other attempt is a misfit.</summary>
    public int? AcceptedNumber { get; private set; }

    /// <summary>All that Stripe captured for the reference, misfits included.</summary>
    public long CapturedPence { get; private set; }

    /// <summary>All that went back to payers, at most <see cref="CapturedPence"/>.</summary>
    public long RefundedPence { get; private set; }

    public long? FeePence { get; private set; }
    public long? NetPence { get; private set; }
    public string? PaymentIntentId { get; private set; }
    public string? ChargeId { get; private set; }
    public string? BalanceTransactionId { get; private set; }
    public string? CardBrand { get; private set; }
    public string? CardLast4 { get; private set; }
    public DateTime? PaidAt { get; private set; }

    /// <summary>Why a person must look; null when all is well.</summary>
    public string? AttentionReason { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Number of the latest row of its history. Every change raises it, so every change raises the version.</summary>
    public int LastChange { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<PaymentAttempt> Attempts => [.. _attempts.OrderBy(a => a.Number)];

    public IReadOnlyList<Refund> Refunds => _refunds;

    public IReadOnlyList<Dispute> Disputes => _disputes;

    public PaymentAttempt? LatestAttempt => _attempts.MaxBy(a => a.Number);

    public static Payment Open(OpenPayment request, DateTime now)
    {
        var payment = new Payment
        {
            Id = Guid.CreateVersion7(),
            Reference = request.Reference,
            AmountPence = request.AmountPence,
            Terms = new PaymentTerms(request.Description, request.PayerEmail, [.. request.Lines], request.ReturnUrl, request.CancelUrl, request.Metadata),
            PayableUntil = request.PayableUntil,
            State = PaymentState.Awaiting,
            CreatedAt = now,
        };
        payment.Record(PaymentChangeKind.Opened, null, null, now);
        return payment;
    }

    /// <summary>Erases the e-mail address, here and in what Stripe was asked: no attempt that old is ever repeated.</summary>
    public void ForgetPayer()
    {
        Terms = Terms with { PayerEmail = "" };
        foreach (var attempt in _attempts) attempt.ForgetPayer();
    }

    /// <summary>True while a payer may still be sent to Stripe. Money that did not fit blocks it: nobody is to pay twice.</summary>
    public bool IsPayable(DateTime now) => State == PaymentState.Awaiting && AttentionReason is null && now <= PayableUntil;

    /// <summary>Adds the next attempt. Throws when the payment is not payable, or when another attempt is under way.</summary>
    public PaymentAttempt PrepareAttempt(string? statementSuffix, DateTime now)
    {
        if (!IsPayable(now)) throw new InvalidOperationException($"Payment {Id} cannot be started in state {State}.");
        if (_attempts.Any(a => a.IsLive)) throw new InvalidOperationException($"Payment {Id} has an attempt under way.");
        var number = (LatestAttempt?.Number ?? 0) + 1;
        var id = Guid.CreateVersion7();
        var request = SessionTerms.For(this, id, statementSuffix, now);
        var attempt = PaymentAttempt.Prepare(id, number, SessionTerms.KeyOf(Reference, number, request), request, now);
        _attempts.Add(attempt);
        Record(PaymentChangeKind.AttemptPrepared, number, null, now);
        return attempt;
    }

    public void OpenAttempt(PaymentAttempt attempt, string sessionId, string url, DateTime expiresAt, DateTime now)
    {
        attempt.Open(sessionId, url, expiresAt, now);
        Record(PaymentChangeKind.SessionOpened, attempt.Number, sessionId, now);
    }

    public void AbandonAttempt(PaymentAttempt attempt, string code, string? sessionId, DateTime now)
    {
        attempt.Abandon(code, sessionId);
        Record(PaymentChangeKind.AttemptAbandoned, attempt.Number, code, now);
    }

    /// <summary>Nothing may be paid any more. Throws unless it awaits payment and no session is open; an attempt still being prepared is given up, as nobody was given its page.</summary>
    public void Close(DateTime now)
    {
        Transitions.Check(State, PaymentState.Closed);
        foreach (var attempt in _attempts.Where(a => a.State == AttemptState.Preparing)) AbandonAttempt(attempt, "payment_closed", null, now);
        if (_attempts.Any(a => a.IsLive)) throw new InvalidOperationException($"Payment {Id} still has an open session.");
        State = PaymentState.Closed;
        Record(PaymentChangeKind.Closed, null, null, now);
    }

    /// <summary>Charge by charge, in the order of the attempts.</summary>
    public IReadOnlyList<ChargeMoney> Charges() => [.. Attempts.Where(a => a is { ChargeId: not null, CapturedPence: > 0 }).Select(MoneyOf)];

    /// <summary>
    /// Records a refund that is to be made. Does nothing (false) when it is recorded already. Throws for a charge that is
    /// not the payment's, while a dispute is open, and when it is more than is left.
    /// </summary>
    public bool RequestRefund(RequestRefund request, string chargeId, DateTime now)
    {
        if (_refunds.Any(r => r.Id == request.RefundId)) return false;
        var money = Charges().Single(c => c.ChargeId == chargeId);
        if (money.DisputeOpen || request.AmountPence < 1 || request.AmountPence > money.LeftPence)
            throw new InvalidOperationException($"{request.AmountPence}p of charge {chargeId} cannot go back: {money.LeftPence}p are left, disputed: {money.DisputeOpen}.");
        _refunds.Add(Refund.Request(request, chargeId, now));
        Record(PaymentChangeKind.RefundRequested, null, $"{request.RefundId} {chargeId} {request.AmountPence} {request.Origin}", now);
        return true;
    }

    /// <summary>Stripe will not make a refund. Throws when it is past being requested, or is at Stripe.</summary>
    public Refund RefuseRefund(Guid refundId, string code, DateTime now)
    {
        var refund = _refunds.Single(r => r.Id == refundId);
        if (refund is not { State: RefundState.Requested, StripeRefundId: null }) throw new InvalidOperationException($"Refund {refundId} is {refund.State} already.");
        refund.Become(refund.Facts() with { State = RefundState.Failed, FailureReason = code }, now);
        Record(PaymentChangeKind.RefundChanged, null, $"{refundId} {refund.AmountPence} {refund.State} {code}", now);
        return refund;
    }

    public PaymentFacts Facts() => new(Reference, AmountPence, State, AcceptedNumber, [.. Attempts.Select(a => a.Facts())])
    {
        Refunds = [.. _refunds.Select(r => r.Facts())],
        Disputes = [.. _disputes.Select(d => d.Facts())],
    };

    /// <summary>Takes over what the reducer found, with a row of history for each change. Throws when a change of state is not legal.</summary>
    public void Become(Reduction reduction, DateTime now)
    {
        var after = reduction.After;
        foreach (var facts in after.Attempts) BecomeAttempt(facts, now);
        foreach (var facts in after.Refunds) BecomeRefund(facts, now);
        foreach (var facts in after.Disputes) BecomeDispute(facts, now);
        if (after.State != State)
        {
            Transitions.Check(State, after.State);
            State = after.State;
        }

        AcceptedNumber = after.AcceptedNumber;
        CapturedPence = after.CapturedPence;
        RefundedPence = after.RefundedPence;
        AttentionReason = after.AttentionReason;
        if (after.Accepted is { } accepted) CopyFrom(accepted);
        foreach (var effect in reduction.Effects) Record(effect.Kind, effect.AttemptNumber, effect.Detail, now);
    }

    private void BecomeAttempt(AttemptFacts facts, DateTime now)
    {
        var attempt = _attempts.SingleOrDefault(a => a.Number == facts.Number);
        if (attempt is null) _attempts.Add(attempt = PaymentAttempt.Adopt(facts, now));
        else if (attempt.Facts() == facts) return;
        else attempt.Become(facts, now);
        Record(PaymentChangeKind.AttemptChanged, attempt.Number, attempt.State.ToString(), now);
    }

    private void BecomeRefund(RefundFacts facts, DateTime now)
    {
        if (_refunds.SingleOrDefault(r => r.Id == facts.Id) is not { } refund) _refunds.Add(Refund.Adopt(facts, now));
        else if (refund.Facts() != facts) refund.Become(facts, now);
    }

    private void BecomeDispute(DisputeFacts facts, DateTime now)
    {
        if (_disputes.SingleOrDefault(d => d.Id == facts.Id) is not { } dispute) _disputes.Add(Dispute.Open(facts, now));
        else if (dispute.Facts() != facts) dispute.Become(facts, now);
    }

    private ChargeMoney MoneyOf(PaymentAttempt attempt)
    {
        var requested = _refunds.Where(r => r.ChargeId == attempt.ChargeId && r.State == RefundState.Requested).Sum(r => r.AmountPence);
        var disputes = _disputes.Where(d => d.ChargeId == attempt.ChargeId).Select(d => d.Facts()).ToList();
        var disputed = disputes.Sum(d => d.TakenPence);
        return new ChargeMoney(
            attempt.ChargeId!, attempt.Number == AcceptedNumber, attempt.CapturedPence, attempt.RefundedPence, requested, disputed,
            Math.Max(0, attempt.CapturedPence - attempt.RefundedPence - requested - disputed), disputes.Exists(d => d.BlocksRefunds));
    }

    private void CopyFrom(AttemptFacts accepted)
    {
        PaymentIntentId = accepted.PaymentIntentId;
        ChargeId = accepted.ChargeId;
        BalanceTransactionId = accepted.BalanceTransactionId;
        FeePence = accepted.FeePence;
        NetPence = accepted.NetPence;
        CardBrand = accepted.CardBrand;
        CardLast4 = accepted.CardLast4;
        PaidAt = accepted.CapturedAt;
    }

    private void Record(PaymentChangeKind kind, int? attempt, string? detail, DateTime now) =>
        _changes.Add(new PaymentChange(Id, ++LastChange, kind, attempt, detail, now));
}
