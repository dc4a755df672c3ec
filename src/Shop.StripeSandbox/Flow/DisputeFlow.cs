using System.Text.Json.Nodes;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Flow;

/// <summary>
/// Every change of state of a dispute. The money leaves the balance when it is opened and comes back when it is won; the
/// fee stays with Stripe either way. An inquiry moves no money unless the bank makes a dispute of it.
/// </summary>
internal static class DisputeFlow
{
    private const int DaysToAnswer = 14;

    // What decides the case in Stripe's test mode, written into uncategorized_text.
    private const string Winning = "winning_evidence", Losing = "losing_evidence", Escalating = "escalate_inquiry_evidence";

    /// <summary>What stands in the way of a dispute of this charge for this amount (pence); null when nothing does.</summary>
    public static string? Obstacle(SandboxStore store, Charge charge, long amount)
    {
        if (!charge.Succeeded || !charge.Captured) return $"Charge {charge.Id} took no money, so it cannot be disputed.";
        if (store.Disputes.Where("charge", charge.Id).Any(d => d.Row.IsOpen || d.Row.BlocksRefund)) return $"Charge {charge.Id} is disputed already.";
        return amount < 1 || amount > charge.AmountCaptured ? $"The amount must be between 1 and what was captured ({charge.AmountCaptured})." : null;
    }

    /// <summary>What a holder disputes when nobody says how much: what was not refunded, or all when all was.</summary>
    public static long UsualAmount(Charge charge) => charge.Refundable > 0 ? charge.Refundable : charge.AmountCaptured;

    /// <summary>Opens a dispute or an inquiry. Throws when there is an <see cref="Obstacle"/>.</summary>
    public static Dispute Open(SandboxStore store, Charge charge, string reason, long amount, bool inquiry)
    {
        if (Obstacle(store, charge, amount) is { } obstacle) throw new InvalidOperationException(obstacle);
        var dispute = new Dispute(Ids.New("dp"), store.Now, amount, charge.Id, charge.PaymentIntent, charge.Method.Card.Brand, reason)
        {
            Status = inquiry ? Dispute.InquiryNeedsResponse : Dispute.NeedsResponse,
            DueBy = new DateTimeOffset(store.Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(DaysToAnswer + 1).AddSeconds(-1),
            ChargeRefundable = charge.Refundable > 0,
        };
        store.Charges.Put(charge with { Disputed = true });
        dispute = store.Disputes.Put(inquiry ? dispute : Withdraw(store, dispute));
        store.Emit("charge.dispute.created", dispute);
        if (!inquiry) store.Emit("charge.dispute.funds_withdrawn", dispute);
        store.Timeline.At(dispute.DueBy.AddSeconds(1), RunOut, dispute.Id);
        return dispute;
    }

    /// <summary>A charge whose card is known to be disputed: soon after it was paid.</summary>
    public static void OpenSoon(SandboxStore store, Charge charge)
    {
        if (charge.Method.Card.DisputeReason is not null) store.Timeline.At(store.Now, OpenByCard, charge.Id);
    }

    private static void OpenByCard(SandboxStore store, string id)
    {
        var charge = store.Charges.Get(id);
        var amount = UsualAmount(charge);
        if (Obstacle(store, charge, amount) is null) Open(store, charge, charge.Method.Card.DisputeReason!, amount, charge.Method.Card.Inquiry);
    }

    /// <summary>Changes what the merchant says, and with <paramref name="submit"/> sends it to the bank, which decides at once when it is told how.</summary>
    public static Dispute Update(SandboxStore store, Dispute dispute, IReadOnlyDictionary<string, string> evidence, Metadata metadata, bool submit)
    {
        var before = dispute;
        dispute = dispute with { Evidence = evidence, Metadata = metadata };
        if (submit) dispute = Submit(store, dispute);
        store.Disputes.Put(dispute);
        store.Emit("charge.dispute.updated", dispute, Changes(before, dispute));
        if (submit && Verdict(dispute) is not null) store.Timeline.At(store.Now, Decide, dispute.Id);
        return dispute;
    }

    private static JsonObject Changes(Dispute before, Dispute after)
    {
        var changes = new JsonObject();
        foreach (var (name, value) in before.ToJson())
            if (!JsonNode.DeepEquals(value, after.ToJson()[name]))
                changes[name] = value?.DeepClone();
        return changes;
    }

    private static Dispute Submit(SandboxStore store, Dispute dispute)
    {
        var fee = dispute.IsInquiry ? 0 : store.Options.CounteredDisputeFeePence;
        if (fee > 0) store.Settlement.Book(store, new("stripe_fee", "fee", -fee, dispute.Id) { Description = "Dispute countered fee" });
        return dispute with
        {
            Status = dispute.IsInquiry ? Dispute.InquiryUnderReview : Dispute.UnderReview,
            Submissions = dispute.Submissions + 1,
            CounterFee = dispute.CounterFee + fee,
        };
    }

    private static string? Verdict(Dispute dispute) => dispute.Evidence.GetValueOrDefault("uncategorized_text")?.Trim() switch
    {
        Winning => Winning,
        Losing => Losing,
        Escalating when dispute.IsInquiry => Escalating,
        _ => null,
    };

    private static void Decide(SandboxStore store, string id)
    {
        var dispute = store.Disputes.Get(id);
        if (!dispute.IsOpen) return;
        var verdict = Verdict(dispute);
        if (verdict == Winning) Win(store, dispute);
        else if (verdict == Losing) Lose(store, dispute);
        else if (verdict == Escalating) Escalate(store, dispute);
    }

    /// <summary>The bank makes a dispute of an inquiry: now the money is withdrawn. Throws when it is no open inquiry.</summary>
    public static Dispute Escalate(SandboxStore store, Dispute inquiry)
    {
        if (!inquiry.IsInquiry || !inquiry.IsOpen) throw new InvalidOperationException($"{inquiry.Id} is {inquiry.Status}.");
        var due = new DateTimeOffset(store.Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(DaysToAnswer + 1).AddSeconds(-1);
        var dispute = store.Disputes.Put(Withdraw(store, inquiry with { Status = Dispute.NeedsResponse, DueBy = due }));
        store.Emit("charge.dispute.updated", dispute, new() { ["status"] = inquiry.Status });
        store.Emit("charge.dispute.funds_withdrawn", dispute);
        store.Timeline.At(due.AddSeconds(1), RunOut, dispute.Id);
        return dispute;
    }

    private static Dispute Withdraw(SandboxStore store, Dispute dispute)
    {
        var row = store.Settlement.Book(store, new("adjustment", "dispute", -dispute.Amount, dispute.Id)
        {
            Fee = Fees.DisputePence,
            FeeDescription = "Dispute fee",
            Description = $"Chargeback withdrawal for {dispute.Charge}",
        });
        return dispute with { Movements = [.. dispute.Movements, row] };
    }

    /// <summary>The bank decides for the merchant: the money comes back, the fee does not. An inquiry is closed. Throws when it is closed already.</summary>
    public static Dispute Win(SandboxStore store, Dispute dispute)
    {
        if (dispute.IsInquiry) return Close(store, dispute, Dispute.InquiryClosed);
        if (!dispute.IsOpen) throw new InvalidOperationException($"{dispute.Id} is {dispute.Status}.");
        var row = store.Settlement.Book(store, new("adjustment", "dispute_reversal", dispute.Amount, dispute.Id)
        {
            AtOnce = true,
            Description = $"Chargeback reversal for {dispute.Charge}",
        });
        if (dispute.CounterFee > 0)
            store.Settlement.Book(store, new("stripe_fee", "fee", dispute.CounterFee, dispute.Id) { AtOnce = true, Description = "Dispute countered fee returned" });
        dispute = Close(store, dispute with { Movements = [.. dispute.Movements, row] }, Dispute.Won);
        store.Emit("charge.dispute.funds_reinstated", dispute);
        return dispute;
    }

    /// <summary>The merchant gives up, or the bank decides against them: what is gone stays gone. An inquiry is closed. Throws when it is closed already.</summary>
    public static Dispute Lose(SandboxStore store, Dispute dispute) => Close(store, dispute, dispute.IsInquiry ? Dispute.InquiryClosed : Dispute.Lost);

    private static Dispute Close(SandboxStore store, Dispute dispute, string status)
    {
        if (!dispute.IsOpen) throw new InvalidOperationException($"{dispute.Id} is {dispute.Status}.");
        var before = dispute.Status;
        dispute = store.Disputes.Put(dispute with { Status = status });
        store.Emit("charge.dispute.closed", dispute, new() { ["status"] = before });
        return dispute;
    }

    private static void RunOut(SandboxStore store, string id)
    {
        var dispute = store.Disputes.Get(id);
        if (dispute.TakesEvidence && dispute.DueBy < store.Now) Lose(store, dispute with { PastDue = true });
    }

    /// <summary>Money of the charge went back by a refund, or came back: an inquiry about a charge with nothing left is settled.</summary>
    public static void ChargeChanged(SandboxStore store, Charge charge)
    {
        if (!charge.Disputed) return;
        foreach (var (_, dispute) in store.Disputes.Where("charge", charge.Id).ToList())
        {
            var now = store.Disputes.Put(dispute with { ChargeRefundable = charge.Refundable > 0 });
            if (now is { IsInquiry: true, IsOpen: true, ChargeRefundable: false }) Close(store, now, Dispute.InquiryClosed);
        }
    }
}
