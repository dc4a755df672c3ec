using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Flow;

/// <summary>Every change of state of a refund, and the only place where money goes back to a card.</summary>
internal static class RefundFlow
{
    private static readonly TimeSpan FateTakes = TimeSpan.FromDays(1);

    /// <summary>Sends money back, or waits for the balance to have it when the options say so. Throws when the charge has less left than the amount (pence).</summary>
    public static Refund Create(SandboxStore store, Charge charge, long amount, string? reason, Metadata metadata)
    {
        if (amount < 1 || amount > charge.Refundable) throw new InvalidOperationException($"{charge.Id} has {charge.Refundable} left, not {amount}.");
        var refund = new Refund(Ids.New("re"), store.Now, amount, charge.Currency, charge.Id, charge.PaymentIntent) { Reason = reason, Metadata = metadata };
        var waits = store.RefundsWaitForFunds && (store.Settlement.Available < amount || Waiting(store).Count > 0);
        refund = store.Refunds.Put(waits ? refund with { Status = Refund.Pending, PendingReason = Refund.InsufficientFunds } : Send(store, refund));
        store.Emit("refund.created", refund);
        ChangeRefunded(store, charge, amount, "charge.refunded");
        return refund;
    }

    /// <summary>Takes the money from the balance. The fee of the charge is not given back, and a refund costs none.</summary>
    private static Refund Send(SandboxStore store, Refund refund)
    {
        var row = store.Settlement.Book(store, new("refund", "refund", -refund.Amount, refund.Id) { Description = "REFUND FOR CHARGE" });
        var fate = store.Charges.Get(refund.Charge).Method.Card.Refund;
        if (fate == RefundFate.SucceedsLater) store.Timeline.At(store.Now + FateTakes, SucceedLate, refund.Id);
        if (fate == RefundFate.FailsLater) store.Timeline.At(store.Now + FateTakes, FailLate, refund.Id);
        return refund with
        {
            Status = fate == RefundFate.SucceedsLater ? Refund.Pending : Refund.Succeeded,
            PendingReason = fate == RefundFate.SucceedsLater ? Refund.Processing : null,
            BalanceTransaction = row.Id,
        };
    }

    /// <summary>Sends what waits for the balance, oldest first, as far as it reaches. To be called whenever money has become available.</summary>
    public static void SendWaiting(SandboxStore store)
    {
        foreach (var refund in Waiting(store))
        {
            if (store.Settlement.Available < refund.Amount) return;
            Announce(store, store.Refunds.Put(Send(store, refund)), "refund.updated", refund);
        }
    }

    private static List<Refund> Waiting(SandboxStore store) =>
        [.. store.Refunds.Where("pending_reason", Refund.InsufficientFunds).Select(r => r.Row).Where(r => !r.Held)];

    /// <summary>The bank took a pending refund, whatever it waited for. Does nothing when it is not pending.</summary>
    public static Refund Succeed(SandboxStore store, Refund refund)
    {
        if (refund.Status != Refund.Pending) return refund;
        var before = refund;
        if (refund.BalanceTransaction is null) refund = Send(store, refund);
        refund = store.Refunds.Put(refund with { Status = Refund.Succeeded, PendingReason = null, Held = false });
        Announce(store, refund, "refund.updated", before);
        return refund;
    }

    /// <summary>The bank sent it back: the money is in the balance again and the charge can be refunded again. Does nothing when it failed before.</summary>
    public static Refund Fail(SandboxStore store, Refund refund, string reason = "expired_or_canceled_card") =>
        refund.Counts ? TakeBack(store, refund, refund with { Status = Refund.Failed, FailureReason = reason }, "refund.failed") : refund;

    /// <summary>Calls a pending refund back. Throws when it is not pending.</summary>
    public static Refund Cancel(SandboxStore store, Refund refund)
    {
        if (refund.Status != Refund.Pending) throw new InvalidOperationException($"{refund.Id} is {refund.Status}.");
        return TakeBack(store, refund, refund with { Status = Refund.Canceled }, "refund.updated");
    }

    /// <summary>The bank keeps it pending until it is told how to end. Does nothing when it failed or was cancelled.</summary>
    public static Refund Hold(SandboxStore store, Refund refund)
    {
        if (!refund.Counts) return refund;
        var before = refund;
        refund = store.Refunds.Put(refund with { Status = Refund.Pending, PendingReason = refund.PendingReason ?? Refund.Processing, Held = true });
        if (before.Status != refund.Status) Announce(store, refund, "refund.updated", before);
        return refund;
    }

    private static Refund TakeBack(SandboxStore store, Refund before, Refund after, string type)
    {
        // What still waited for the balance never left it.
        if (before.BalanceTransaction is not null)
        {
            var row = store.Settlement.Book(store, new("refund_failure", "refund_failure", before.Amount, before.Id) { Description = "REFUND FAILURE", AtOnce = true });
            after = after with { FailureBalanceTransaction = row.Id };
        }
        after = store.Refunds.Put(after with { PendingReason = null, Held = false });
        ChangeRefunded(store, store.Charges.Get(after.Charge), -after.Amount, null);
        Announce(store, after, type, before);
        return after;
    }

    private static void SucceedLate(SandboxStore store, string id)
    {
        if (store.Refunds.Get(id) is { Held: false } refund) Succeed(store, refund);
    }

    private static void FailLate(SandboxStore store, string id)
    {
        if (store.Refunds.Get(id) is { Held: false } refund) Fail(store, refund);
    }

    private static void Announce(SandboxStore store, Refund refund, string type, Refund before)
    {
        store.Emit(type, refund, new() { ["status"] = before.Status });
        store.Emit("charge.refund.updated", refund, new() { ["status"] = before.Status });
    }

    private static void ChangeRefunded(SandboxStore store, Charge charge, long by, string? eventType)
    {
        var after = store.Charges.Put(charge with { AmountRefunded = charge.AmountRefunded + by });
        if (eventType is not null) store.Emit(eventType, after, new() { ["amount_refunded"] = charge.AmountRefunded, ["refunded"] = false });
        DisputeFlow.ChargeChanged(store, after);
    }
}
