using Shop.Payments;

namespace Shop.Tests.Payments;

/// <summary>
/// A Stripe of our own for the reducer's laws: up to three sessions of one payment that go through their lives step by
/// step. What it says at a moment is what a fetch would bring then.
/// </summary>
internal sealed class RemoteWorld
{
    public const string Reference = "REF";
    public const long Amount = 9_700;

    private static readonly DateTime Start = new(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);
    private readonly List<RemoteSession> _sessions = [];
    private int _time;

    public RemoteWorld(IReadOnlyList<Guid> attempts)
    {
        foreach (var attempt in attempts) _sessions.Add(Fresh(attempt, _sessions.Count + 1));
    }

    public IReadOnlyList<RemoteSession> Says => [.. _sessions];

    public long Captured => _sessions.Sum(s => s.Payment?.Charge?.CapturedPence ?? 0);

    public long Refunded => _sessions.Sum(s => s.Payment?.Charge?.RefundedPence ?? 0);

    /// <summary>One step of one session's life, as the number decides.</summary>
    public void Step(int choice)
    {
        _time++;
        var index = choice % _sessions.Count;
        _sessions[index] = Next(_sessions[index], choice / _sessions.Count, index + 1);
    }

    /// <summary>What the shop does to open sessions before it closes the payment.</summary>
    public void ExpireOpen()
    {
        for (var i = 0; i < _sessions.Count; i++)
            if (_sessions[i].Status == RemoteStatus.Open) _sessions[i] = Expired(_sessions[i]);
    }

    private RemoteSession Next(RemoteSession session, int choice, int number) => session switch
    {
        { Status: RemoteStatus.Open } => (choice % 8) switch
        {
            0 => Expired(session),
            1 or 2 => session with { Payment = Tried(number, "requires_payment_method", "card_declined") },
            3 => session with { Payment = Tried(number, "requires_action", null) },
            4 => session with { Status = RemoteStatus.Complete, Payment = Tried(number, "processing", null) },
            _ => Paid(session, number, choice),
        },
        { Status: RemoteStatus.Complete, Payment.Status: "processing" } => choice % 2 == 0
            ? session with { Payment = Tried(number, "requires_payment_method", "processing_error") }
            : Paid(session, number, choice),
        { Payment.Charge: { CapturedPence: > 0 } charge } => session with { Payment = session.Payment! with { Charge = Later(charge, choice, number) } },
        _ => session,
    };

    /// <summary>Its fee becomes known, or money goes back, or a refund fails and the money is there again.</summary>
    private static RemoteCharge Later(RemoteCharge charge, int choice, int number) => (choice % 3) switch
    {
        0 => charge with { Fee = new RemoteFee($"txn_{number}", 166, charge.CapturedPence - 166) },
        1 => charge with { RefundedPence = charge.CapturedPence * (choice % 5) / 4 },
        _ => charge with { RefundedPence = 0 },
    };

    /// <summary>One in eight is not what was asked for.</summary>
    private RemoteSession Paid(RemoteSession session, int number, int choice)
    {
        var amount = choice % 16 == 13 ? Amount - 1 : Amount;
        var charge = new RemoteCharge($"ch_{number}", "gbp", amount, 0, Start.AddSeconds(_time), "visa", "4242", null);
        return session with
        {
            Status = RemoteStatus.Complete,
            PaymentStatus = "paid",
            Url = null,
            AmountPence = amount,
            ClientReferenceId = choice % 16 == 14 ? "OTHER" : Reference,
            Payment = new RemotePayment($"pi_{number}", "succeeded", null, null, charge),
        };
    }

    private static RemotePayment Tried(int number, string status, string? failure) => new($"pi_{number}", status, failure, null, null);

    private static RemoteSession Expired(RemoteSession session) => session with { Status = RemoteStatus.Expired, Url = null };

    private static RemoteSession Fresh(Guid attempt, int number) => new(
        $"cs_{number}", RemoteStatus.Open, "unpaid", Amount, "gbp", false, Reference, Reference, attempt, $"https://pay/{number}", Start.AddHours(1), null);
}
