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

    /// <summary>Refunds the shop asked for, by session.</summary>
    public static readonly Guid[] OurRefunds =
        [Guid.Parse("0199b000-0000-7000-8000-000000000001"), Guid.Parse("0199b000-0000-7000-8000-000000000002"), Guid.Parse("0199b000-0000-7000-8000-000000000003")];

    private static readonly DateTime Start = new(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);
    private readonly List<RemoteSession> _sessions = [];
    private int _time;

    public RemoteWorld(IReadOnlyList<Guid> attempts)
    {
        foreach (var attempt in attempts) _sessions.Add(Fresh(attempt, _sessions.Count + 1));
    }

    public IReadOnlyList<RemoteSession> Says => [.. _sessions];

    public long Captured => _sessions.Sum(s => s.Payment?.Charge?.CapturedPence ?? 0);

    public long Refunded => _sessions.Sum(s => s.Payment?.Charge is { } charge ? WentBack(charge) : 0);

    /// <summary>The refunds and disputes of all sessions, as they end.</summary>
    public IEnumerable<RemoteCharge> Charges => _sessions.Select(s => s.Payment?.Charge).OfType<RemoteCharge>();

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

    /// <summary>Its fee becomes known, money goes back (by the shop or by the dashboard), a refund or a dispute moves on.</summary>
    private RemoteCharge Later(RemoteCharge charge, int choice, int number) => (choice % 5) switch
    {
        0 => charge with { Fee = new RemoteFee($"txn_{number}", 166, charge.CapturedPence - 166) },
        1 => GivenBack(charge, choice / 5, number),
        2 or 3 when charge.Refunds.Count > 0 => charge with { Refunds = [.. charge.Refunds.Select((r, i) => i == choice / 5 % charge.Refunds.Count ? Moved(r, choice) : r)] },
        4 => Disputed(charge, choice / 5, number),
        _ => charge,
    };

    /// <summary>Never over what is left: Stripe sees to that.</summary>
    private static RemoteCharge GivenBack(RemoteCharge charge, int choice, int number)
    {
        var left = charge.CapturedPence - WentBack(charge);
        if (left == 0 || charge.Disputes.Any(d => d.Status is "needs_response" or "under_review")) return charge;
        var pence = 1 + (choice * 977 % left);
        var name = $"re_{number}_{charge.Refunds.Count}";
        var ours = choice % 2 == 0 ? OurRefunds[(number - 1) % OurRefunds.Length] : (Guid?)null;
        if (charge.Refunds.Any(r => r.RefundId == ours)) ours = null;
        return charge with { Refunds = [new RemoteRefund(name, pence, choice % 3 == 0 ? "pending" : "succeeded", ours, $"txn_{name}", null, null), .. charge.Refunds] };
    }

    private static RemoteRefund Moved(RemoteRefund refund, int choice) => refund.Status switch
    {
        "pending" => (choice % 4) switch
        {
            0 => refund with { Status = "canceled" },
            1 => refund with { Status = "failed", FailureReason = "lost_or_stolen_card", FailureBalanceTransactionId = refund.BalanceTransactionId + "_back" },
            _ => refund with { Status = "succeeded" },
        },
        "succeeded" => refund with { Status = "failed", FailureReason = "expired_or_canceled_card", FailureBalanceTransactionId = refund.BalanceTransactionId + "_back" },
        _ => refund,
    };

    private RemoteCharge Disputed(RemoteCharge charge, int choice, int number)
    {
        if (charge.Disputes is [var dispute]) return charge with { Disputes = [dispute with { Status = NextStatus(dispute.Status, choice) }] };
        var left = charge.CapturedPence - WentBack(charge);
        return left == 0 ? charge : charge with { Disputes = [new RemoteDispute($"dp_{number}", left, "fraudulent", choice % 3 == 0 ? "warning_needs_response" : "needs_response", Start.AddDays(7), [], Start.AddSeconds(_time))] };
    }

    private static string NextStatus(string status, int choice) => status switch
    {
        "warning_needs_response" => choice % 2 == 0 ? "warning_closed" : "needs_response",
        "needs_response" => (choice % 3) switch { 0 => "under_review", 1 => "lost", _ => "won" },
        "under_review" => choice % 2 == 0 ? "won" : "lost",
        _ => status,
    };

    private static long WentBack(RemoteCharge charge) => charge.Refunds.Where(r => r.Status is "pending" or "succeeded").Sum(r => r.AmountPence);

    /// <summary>One in eight is not what was asked for.</summary>
    private RemoteSession Paid(RemoteSession session, int number, int choice)
    {
        var amount = choice % 16 == 13 ? Amount - 1 : Amount;
        var charge = new RemoteCharge($"ch_{number}", "gbp", amount, Start.AddSeconds(_time), "visa", "4242", null);
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
