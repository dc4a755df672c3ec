using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Flow;

/// <summary>Every change of state of a refund, and the only place where money goes back to a card.</summary>
internal static class RefundFlow
{
    private static readonly TimeSpan FateTakes = TimeSpan.FromDays(1);

    /// <summary>Sends money back. Throws when the charge has less left than the amount (pence).</summary>
    public static Refund Create(SandboxStore store, Charge charge, long amount, string? reason, Metadata metadata)
    {
        if (amount < 1 || amount > charge.Refundable) throw new InvalidOperationException($"{charge.Id} has {charge.Refundable} left, not {amount}.");
        var fate = charge.Method.Card.Refund;
        var refund = new Refund(Ids.New("re"), store.Now, amount, charge.Currency, charge.Id, charge.PaymentIntent)
        {
            Status = fate == RefundFate.SucceedsLater ? Refund.Pending : Refund.Succeeded,
            Reason = reason,
            Metadata = metadata,
        };
        // The fee of the charge is not given back, and a refund costs none.
        var row = store.Settlement.Book(store, new("refund", "refund", -amount, refund.Id) { Description = "REFUND FOR CHARGE" });
        refund = store.Refunds.Put(refund with { BalanceTransaction = row.Id });
        store.Emit("refund.created", refund);
        ChangeRefunded(store, charge, amount, "charge.refunded");
        if (fate == RefundFate.SucceedsLater) store.Timeline.At(store.Now + FateTakes, SucceedLate, refund.Id);
        if (fate == RefundFate.FailsLater) store.Timeline.At(store.Now + FateTakes, FailLate, refund.Id);
        return refund;
    }

    /// <summary>The bank took a pending refund. Does nothing when it is not pending.</summary>
    public static Refund Succeed(SandboxStore store, Refund refund)
    {
        if (refund.Status != Refund.Pending) return refund;
        refund = store.Refunds.Put(refund with { Status = Refund.Succeeded, PendingReason = null });
        Announce(store, refund, "refund.updated", Refund.Pending);
        return refund;
    }

    /// <summary>The bank sent it back: the money is in the balance again and the charge can be refunded again. Does nothing when it failed before.</summary>
    public static Refund Fail(SandboxStore store, Refund refund, string reason = "expired_or_canceled_card")
    {
        if (!refund.Counts) return refund;
        var before = refund.Status;
        var row = store.Settlement.Book(store, new("refund_failure", "refund_failure", refund.Amount, refund.Id) { Description = "REFUND FAILURE", AtOnce = true });
        refund = store.Refunds.Put(refund with { Status = Refund.Failed, FailureReason = reason, FailureBalanceTransaction = row.Id, PendingReason = null });
        ChangeRefunded(store, store.Charges.Get(refund.Charge), -refund.Amount, null);
        Announce(store, refund, "refund.failed", before);
        return refund;
    }

    private static void SucceedLate(SandboxStore store, string id) => Succeed(store, store.Refunds.Get(id));

    private static void FailLate(SandboxStore store, string id) => Fail(store, store.Refunds.Get(id));

    private static void Announce(SandboxStore store, Refund refund, string type, string before)
    {
        store.Emit(type, refund, new() { ["status"] = before });
        store.Emit("charge.refund.updated", refund, new() { ["status"] = before });
    }

    private static void ChangeRefunded(SandboxStore store, Charge charge, long by, string? eventType)
    {
        var after = store.Charges.Put(charge with { AmountRefunded = charge.AmountRefunded + by });
        if (eventType is null) return;
        store.Emit(eventType, after, new() { ["amount_refunded"] = charge.AmountRefunded, ["refunded"] = false });
    }
}
