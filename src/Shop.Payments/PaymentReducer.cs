using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>
/// The one step that turns what Stripe says into what the shop believes. Pure: it may be run any number of times, in
/// any order, from the webhook's worker, the return page and the sweeper.
/// Laws: the same snapshot again changes nothing; captured money is never forgotten (it is the payment's own, or it
/// needs attention); at most one attempt is ever accepted; refunded is the sum of the refunds that did not fail and never
/// exceeds captured.
/// </summary>
internal static class PaymentReducer
{
    /// <param name="liveKey">Whether the shop uses a live key: money of the other mode does not fit.</param>
    public static Reduction Reduce(PaymentFacts before, IReadOnlyList<RemoteSession> seen, bool liveKey)
    {
        var attempts = before.Attempts.ToList();
        var (refunds, disputes) = (before.Refunds.ToList(), before.Disputes.ToList());
        var reasons = new Dictionary<int, string>();
        foreach (var remote in seen)
        {
            var index = attempts.FindIndex(a => IsOf(remote, a));
            if (index >= 0) attempts[index] = Merge(attempts[index], remote);
            else if (Adopted(before, attempts, remote) is { } adopted) attempts.Add(adopted);
            else continue;
            var attempt = index >= 0 ? attempts[index] : attempts[^1];
            var reason = index >= 0 ? FitCheck.Reason(before, attempt, remote, liveKey) : FitCheck.NotStartedHere;
            if (reason is not null) reasons[attempt.Number] = reason;
            if (remote.Payment?.Charge is not { CapturedPence: > 0 } charge) continue;
            refunds = MoneyBackReducer.Refunds(refunds, charge);
            disputes = MoneyBackReducer.Disputes(disputes, charge);
        }

        attempts = [.. attempts.Select(a => WithRefunds(a, refunds))];
        var after = Settle(before with { Attempts = attempts, Refunds = refunds, Disputes = disputes }, reasons);
        return new Reduction(after, Effects(before, after));
    }

    /// <summary>By the session's id; by the attempt's id in the metadata where the session's id was not stored yet.</summary>
    private static bool IsOf(RemoteSession remote, AttemptFacts attempt) =>
        attempt.SessionId is not null ? attempt.SessionId == remote.SessionId : remote.AttemptId == attempt.Id && attempt.Id != Guid.Empty;

    /// <summary>Money at a session nobody here started but that names this payment: kept as an attempt of its own.</summary>
    private static AttemptFacts? Adopted(PaymentFacts before, List<AttemptFacts> attempts, RemoteSession remote)
    {
        if (remote.Reference != before.Reference || remote.Payment?.Charge is not { CapturedPence: > 0 }) return null;
        var blank = new AttemptFacts { Number = attempts.Count == 0 ? 1 : attempts.Max(a => a.Number) + 1, State = AttemptState.Preparing };
        return Merge(blank, remote);
    }

    /// <summary>Forward only: a snapshot older than what is known changes no state and forgets no money.</summary>
    private static AttemptFacts Merge(AttemptFacts attempt, RemoteSession remote)
    {
        var wanted = StateOf(attempt, remote);
        var state = wanted != attempt.State && Transitions.Allows(attempt.State, wanted) ? wanted : attempt.State;
        var merged = attempt with
        {
            State = state,
            SessionId = remote.Status == RemoteStatus.Missing ? attempt.SessionId : remote.SessionId,
            Url = state == AttemptState.Open ? remote.Url ?? attempt.Url : null,
            PaymentIntentId = remote.Payment?.PaymentIntentId ?? attempt.PaymentIntentId,
        };
        if (remote.Payment?.Charge is { CapturedPence: > 0 } charge) return WithMoney(merged, charge);
        return remote.Payment is { } tried && merged.CapturedPence == 0
            ? merged with { FailureCode = tried.FailureCode, DeclineCode = tried.DeclineCode }
            : merged;
    }

    /// <summary>Money of another currency is no pence: it is kept by its reason alone.</summary>
    private static AttemptFacts WithMoney(AttemptFacts attempt, RemoteCharge charge)
    {
        var captured = FitCheck.IsPounds(charge.Currency) ? Math.Max(attempt.CapturedPence, charge.CapturedPence) : 0;
        return attempt with
        {
            ChargeId = charge.ChargeId,
            CapturedPence = captured,
            CapturedAt = charge.CreatedAt,
            CardBrand = charge.CardBrand ?? attempt.CardBrand,
            CardLast4 = charge.CardLast4 ?? attempt.CardLast4,
            BalanceTransactionId = charge.Fee?.BalanceTransactionId ?? attempt.BalanceTransactionId,
            FeePence = charge.Fee?.FeePence ?? attempt.FeePence,
            NetPence = charge.Fee?.NetPence ?? attempt.NetPence,
            FailureCode = null,
            DeclineCode = null,
        };
    }

    /// <summary>Counted anew from the refunds each time: a sum that is carried along would count one of them twice some day.</summary>
    private static AttemptFacts WithRefunds(AttemptFacts attempt, List<RefundFacts> refunds) => attempt.ChargeId is null ? attempt : attempt with
    {
        RefundedPence = Math.Min(attempt.CapturedPence, refunds.Where(r => r.ChargeId == attempt.ChargeId && r.WentBack).Sum(r => r.AmountPence)),
    };

    private static AttemptState StateOf(AttemptFacts attempt, RemoteSession remote) => remote switch
    {
        { Payment.Charge.CapturedPence: > 0 } => AttemptState.Succeeded,
        { Status: RemoteStatus.Expired } => AttemptState.Expired,
        { Status: RemoteStatus.Missing } => AttemptState.Abandoned,
        { Status: RemoteStatus.Open } => AttemptState.Open,
        { Payment.Status: "processing" or "requires_capture" } => AttemptState.Processing,
        { Payment.Status: "requires_payment_method" or "canceled" } => AttemptState.Failed,
        _ => attempt.State,
    };

    /// <summary>Accepts the earliest fitting money if none is accepted yet; all other money gets its reason.</summary>
    private static PaymentFacts Settle(PaymentFacts payment, Dictionary<int, string> reasons)
    {
        var accepted = payment.AcceptedNumber;
        if (accepted is null && payment.State is PaymentState.Awaiting or PaymentState.Processing)
        {
            accepted = payment.Attempts
                .Where(a => a is { CapturedPence: > 0, Misfit: null } && !reasons.ContainsKey(a.Number))
                .OrderBy(a => a.CapturedAt).ThenBy(a => a.Number).FirstOrDefault()?.Number;
        }

        var attempts = payment.Attempts.Select(a => a.Number == accepted ? a : WithReason(a, accepted, reasons)).ToList();
        return payment with { Attempts = attempts, AcceptedNumber = accepted, State = StateOf(payment.State, accepted, attempts) };
    }

    private static AttemptFacts WithReason(AttemptFacts attempt, int? accepted, Dictionary<int, string> reasons)
    {
        if (attempt.Misfit is not null || (attempt.CapturedPence == 0 && !reasons.ContainsKey(attempt.Number))) return attempt;
        var reason = reasons.GetValueOrDefault(attempt.Number) ?? (accepted is null ? FitCheck.TooLate : FitCheck.PaidTwice);
        return attempt with { Misfit = reason };
    }

    private static PaymentState StateOf(PaymentState before, int? accepted, IReadOnlyList<AttemptFacts> attempts) => before switch
    {
        PaymentState.Closed => PaymentState.Closed,
        _ when accepted is not null => PaymentState.Paid,
        _ when attempts.Any(a => a.State == AttemptState.Processing) => PaymentState.Processing,
        _ => PaymentState.Awaiting,
    };

    /// <summary>Told by those who listen in this order: what was paid, before what went back of it.</summary>
    private static List<Effect> Effects(PaymentFacts before, PaymentFacts after)
    {
        var effects = new List<Effect>();
        if (before.AcceptedNumber is null && after.Accepted is { } accepted) effects.Add(new Effect.Succeeded(accepted));
        foreach (var attempt in after.Attempts.Where(a => a.Misfit is not null))
            if (before.Attempts.FirstOrDefault(b => b.Number == attempt.Number)?.Misfit is null)
                effects.Add(new Effect.NeedsAttention(attempt));
        if (before.Accepted?.FeePence is null && after.Accepted is { FeePence: not null } charged) effects.Add(new Effect.FeeKnown(charged));
        if (after.Attempts.Any(a => a.RefundedPence != (before.Attempts.FirstOrDefault(b => b.Number == a.Number)?.RefundedPence ?? 0))) effects.Add(new Effect.Refunded(after.RefundedPence));
        effects.AddRange(after.Refunds.Except(before.Refunds).Select(r => new Effect.RefundMoved(r)));
        effects.AddRange(after.Disputes.Except(before.Disputes).Select(d => new Effect.DisputeMoved(d)));
        return effects;
    }
}
