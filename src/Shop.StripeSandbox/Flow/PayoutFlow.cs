using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Flow;

/// <summary>
/// Every change of state of a payout, and the only place where money goes to the bank or is taken from it. By the clock
/// a payout is in transit after an hour and paid on the morning of its arrival date.
/// </summary>
internal static class PayoutFlow
{
    private static readonly TimeSpan InTransitAfter = TimeSpan.FromHours(1), PaidAt = TimeSpan.FromHours(7);

    /// <summary>Pays out all that is available. Null when that is nothing, or less than nothing and the bank is not debited.</summary>
    public static Payout? Sweep(SandboxStore store)
    {
        var amount = store.Settlement.Available;
        if (amount == 0 || (amount < 0 && !store.Options.DebitsNegativeBalance)) return null;
        var payout = New(store, amount) with
        {
            Automatic = true,
            Description = "STRIPE PAYOUT",
            Reconciliation = Payout.InProgress,
            StatementDescriptor = store.Options.PayoutStatementDescriptor,
        };
        store.Settlement.GiveTo(store, payout.Id);
        return Send(store, payout);
    }

    /// <summary>A payout by hand. What it carries cannot be itemised. Throws when less is available.</summary>
    public static Payout Create(SandboxStore store, long amount, string? description, string? statementDescriptor, Metadata metadata)
    {
        if (amount < 1 || amount > store.Settlement.Available) throw new InvalidOperationException($"{store.Settlement.Available} is available, not {amount}.");
        return Send(store, New(store, amount) with { Description = description, StatementDescriptor = statementDescriptor, Metadata = metadata });
    }

    /// <summary>Fetches a paid payout back from the bank, by a payout of the opposite amount. Throws when it is not paid or was fetched back before.</summary>
    public static Payout Reverse(SandboxStore store, Payout original, Metadata metadata)
    {
        if (!original.CanReverse) throw new InvalidOperationException($"{original.Id} cannot be reversed.");
        var payout = Send(store, New(store, -original.Amount) with { Description = "PAYOUT REVERSAL", OriginalPayout = original.Id, Metadata = metadata });
        store.Emit("payout.updated", store.Payouts.Put(original with { ReversedBy = payout.Id }), new() { ["reversed_by"] = null });
        return payout;
    }

    private static Payout New(SandboxStore store, long amount) =>
        new(Ids.New("po"), store.Now, amount, BusinessDays.After(store.Now, 1)) { BalanceTransaction = "" };

    private static Payout Send(SandboxStore store, Payout payout)
    {
        var row = store.Settlement.Book(store, new("payout", "payout", -payout.Amount, payout.Id)
        {
            AtOnce = true,
            Description = payout.Description,
            Payout = payout.Automatic ? payout.Id : null,
        });
        payout = store.Payouts.Put(payout with { BalanceTransaction = row.Id });
        store.Emit("payout.created", payout);
        Schedule(store, payout);
        return payout;
    }

    /// <summary>Sets what is to happen to the payout by itself, from the state it is in.</summary>
    public static void Schedule(SandboxStore store, Payout payout)
    {
        if (payout.Status == Payout.Pending) store.Timeline.At(payout.Created + InTransitAfter, TransitLater, payout.Id);
        if (payout.Status is Payout.Pending or Payout.InTransit) store.Timeline.At(payout.ArrivalDate + PaidAt, ArriveLater, payout.Id);
        if (payout.Reconciliation != Payout.InProgress) return;
        store.Timeline.At(payout.Created + store.Options.ReconciliationTakes, ReconcileLater, payout.Id);
    }

    private static void TransitLater(SandboxStore store, string id) => Transit(store, store.Payouts.Get(id));

    private static void ArriveLater(SandboxStore store, string id) => Arrive(store, store.Payouts.Get(id));

    private static void ReconcileLater(SandboxStore store, string id) => Reconcile(store, store.Payouts.Get(id));

    /// <summary>The bank took it: everything that comes before is made up for first. Does nothing when it is paid or ended otherwise.</summary>
    public static Payout Pay(SandboxStore store, Payout payout) => Arrive(store, Reconcile(store, Transit(store, payout)));

    private static Payout Transit(SandboxStore store, Payout payout)
    {
        if (payout.Status != Payout.Pending) return payout;
        payout = store.Payouts.Put(payout with { Status = Payout.InTransit });
        store.Emit("payout.updated", payout, new() { ["status"] = Payout.Pending });
        return payout;
    }

    private static Payout Reconcile(SandboxStore store, Payout payout)
    {
        if (payout.Reconciliation != Payout.InProgress) return payout;
        payout = store.Payouts.Put(payout with { Reconciliation = Payout.Completed });
        store.Emit("payout.reconciliation_completed", payout, new() { ["reconciliation_status"] = Payout.InProgress });
        return payout;
    }

    private static Payout Arrive(SandboxStore store, Payout payout)
    {
        if (payout.Status is not (Payout.Pending or Payout.InTransit)) return payout;
        var before = payout.Status;
        payout = store.Payouts.Put(payout with { Status = Payout.Paid });
        store.Emit("payout.paid", payout, new() { ["status"] = before, ["trace_id"] = payout.Trace(before) });
        return payout;
    }

    /// <summary>The bank sent it back, even after it was paid: the money is in the balance again. Throws when it failed or was cancelled before.</summary>
    /// <param name="code">One of <see cref="PayoutFailure.Codes"/>.</param>
    public static Payout Fail(SandboxStore store, Payout payout, string code)
    {
        if (!payout.IsUnderWay) throw new InvalidOperationException($"{payout.Id} is {payout.Status}.");
        payout = TakeBack(store, payout, "payout_failure", "STRIPE PAYOUT FAILURE") with
        {
            Status = Payout.Failed,
            FailureCode = code,
        };
        store.Emit("payout.failed", store.Payouts.Put(payout));
        if (store.Payouts.Find(payout.ReversedBy) is { Status: Payout.Pending } reversal) Cancel(store, reversal);
        return payout;
    }

    /// <summary>Calls back what has not left yet. Throws when it has.</summary>
    public static Payout Cancel(SandboxStore store, Payout payout)
    {
        if (payout.Status != Payout.Pending) throw new InvalidOperationException($"{payout.Id} is {payout.Status}.");
        payout = store.Payouts.Put(TakeBack(store, payout, "payout_cancel", "STRIPE PAYOUT CANCELED") with { Status = Payout.Canceled });
        store.Emit("payout.canceled", payout);
        return payout;
    }

    private static Payout TakeBack(SandboxStore store, Payout payout, string type, string description)
    {
        var row = store.Settlement.Book(store, new(type, "payout_reversal", payout.Amount, payout.Id) { AtOnce = true, Description = description });
        return payout with { FailureBalanceTransaction = row.Id };
    }
}
