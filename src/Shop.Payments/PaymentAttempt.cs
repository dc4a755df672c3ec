using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>
/// One try to pay: one Checkout Session at Stripe and the money it brought. The row is committed, with the key and the
/// exact parameters, before Stripe is asked.
/// </summary>
internal sealed class PaymentAttempt
{
    private PaymentAttempt() { }

    public Guid Id { get; private set; }
    public Guid PaymentId { get; private set; }

    /// <summary>1, 2, ... within the payment.</summary>
    public int Number { get; private set; }

    public AttemptState State { get; private set; }

    /// <summary>"cs:{reference}:{number}:{first 16 hex digits of the parameters' SHA-256}".</summary>
    public string IdempotencyKey { get; private set; } = "";

    /// <summary>Null for a session that was found at Stripe and not started here.</summary>
    public SessionRequest? Request { get; private set; }

    public string? SessionId { get; private set; }

    /// <summary>Stripe's page for the payer; null once it cannot be paid any more.</summary>
    public string? Url { get; private set; }

    public DateTime CreatedAt { get; private set; }
    public DateTime ExpiresAt { get; private set; }

    public string? PaymentIntentId { get; private set; }
    public string? ChargeId { get; private set; }
    public string? BalanceTransactionId { get; private set; }
    public long CapturedPence { get; private set; }
    public long RefundedPence { get; private set; }
    public long? FeePence { get; private set; }
    public long? NetPence { get; private set; }

    /// <summary>UTC, Stripe's time of the charge.</summary>
    public DateTime? CapturedAt { get; private set; }

    public string? CardBrand { get; private set; }
    public string? CardLast4 { get; private set; }

    /// <summary>Stripe's code of the latest decline or failure ("card_declined").</summary>
    public string? FailureCode { get; private set; }

    /// <summary>The bank's reason behind a decline ("insufficient_funds").</summary>
    public string? DeclineCode { get; private set; }

    /// <summary>Why this attempt's money is not the payment's own; null when it is, or when there is none.</summary>
    public string? Misfit { get; private set; }

    /// <summary>UTC; when the sweeper asks Stripe again. Null: nothing more is expected.</summary>
    public DateTime? NextLookAt { get; private set; }

    /// <summary>How often the sweeper asked so far.</summary>
    public int Looks { get; private set; }

    internal void ForgetPayer()
    {
        if (Request is not null) Request = Request with { PayerEmail = null };
    }

    public bool IsLive => State is AttemptState.Preparing or AttemptState.Open;

    public static PaymentAttempt Prepare(Guid id, int number, string key, SessionRequest request, DateTime now) => new()
    {
        Id = id,
        Number = number,
        State = AttemptState.Preparing,
        IdempotencyKey = key,
        Request = request,
        CreatedAt = now,
        ExpiresAt = request.ExpiresAt,
        NextLookAt = LookSchedule.First(now),
    };

    /// <summary>A session that names the payment but that this shop has no attempt for.</summary>
    public static PaymentAttempt Adopt(AttemptFacts facts, DateTime now)
    {
        var attempt = new PaymentAttempt
        {
            Id = Guid.CreateVersion7(),
            Number = facts.Number,
            State = AttemptState.Preparing,
            IdempotencyKey = $"adopted:{facts.SessionId}",
            CreatedAt = now,
            ExpiresAt = now,
        };
        attempt.Become(facts, now);
        return attempt;
    }

    /// <summary>Stripe made the session. Throws when the attempt has another one already.</summary>
    public void Open(string sessionId, string url, DateTime expiresAt, DateTime now)
    {
        if (SessionId is not null && SessionId != sessionId)
            throw new InvalidOperationException($"Attempt {Id} has session {SessionId} and cannot have {sessionId}, too.");
        Move(AttemptState.Open);
        (SessionId, Url, ExpiresAt) = (sessionId, url, expiresAt);
        PlanLook(now);
    }

    /// <summary>No session came of it, or none that may be paid. A session that exists all the same is kept by its id.</summary>
    public void Abandon(string code, string? sessionId = null)
    {
        Move(AttemptState.Abandoned);
        FailureCode = code;
        SessionId ??= sessionId;
        Url = null;
        NextLookAt = null;
    }

    /// <summary>Takes over what the reducer found. Throws when the change of state is not legal.</summary>
    public void Become(AttemptFacts facts, DateTime now)
    {
        if (facts.State != State) Move(facts.State);
        SessionId = facts.SessionId;
        PaymentIntentId = facts.PaymentIntentId;
        ChargeId = facts.ChargeId;
        BalanceTransactionId = facts.BalanceTransactionId;
        CapturedPence = facts.CapturedPence;
        RefundedPence = facts.RefundedPence;
        FeePence = facts.FeePence;
        NetPence = facts.NetPence;
        CapturedAt = facts.CapturedAt;
        CardBrand = facts.CardBrand;
        CardLast4 = facts.CardLast4;
        FailureCode = facts.FailureCode;
        DeclineCode = facts.DeclineCode;
        Misfit = facts.Misfit;
        Url = State == AttemptState.Open ? facts.Url : null;
        PlanLook(now);
    }

    /// <summary>The sweeper asked: the next time is later.</summary>
    public void Looked(DateTime now)
    {
        Looks++;
        PlanLook(now);
    }

    public AttemptFacts Facts() => new()
    {
        Id = Id,
        Number = Number,
        State = State,
        SessionId = SessionId,
        Url = Url,
        PaymentIntentId = PaymentIntentId,
        ChargeId = ChargeId,
        BalanceTransactionId = BalanceTransactionId,
        CapturedPence = CapturedPence,
        RefundedPence = RefundedPence,
        FeePence = FeePence,
        NetPence = NetPence,
        CapturedAt = CapturedAt,
        CardBrand = CardBrand,
        CardLast4 = CardLast4,
        FailureCode = FailureCode,
        DeclineCode = DeclineCode,
        Misfit = Misfit,
    };

    private void PlanLook(DateTime now) => NextLookAt = LookSchedule.Next(State, ExpiresAt, CapturedPence > 0 && FeePence is null, Looks, now);

    private void Move(AttemptState to)
    {
        Transitions.Check(State, to);
        State = to;
    }
}
