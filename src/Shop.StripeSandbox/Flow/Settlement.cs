using System.Globalization;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Flow;

/// <summary>
/// When money that was taken becomes available, the running sums of both, and which movements no payout has carried
/// to the bank yet. Used under the store's lock.
/// </summary>
internal sealed class Settlement
{
    private readonly SortedDictionary<DateTimeOffset, List<string>> due = [];
    private readonly List<string> unpaid = [];

    /// <summary>Net pence that can be paid out; may be below zero.</summary>
    public long Available { get; private set; }

    /// <summary>Net pence still on their way.</summary>
    public long Pending { get; private set; }

    /// <summary>Books one movement of the balance. Money in waits for its settlement day; money out counts at once.</summary>
    public BalanceTransaction Book(SandboxStore store, Movement movement)
    {
        var waits = movement.AtOnce is { } atOnce ? !atOnce : movement.Amount > 0;
        var availableOn = waits ? BusinessDays.After(store.Now, store.Options.SettlementBusinessDays) : store.Now;
        var row = new BalanceTransaction(Ids.New("txn"), store.Now, movement.Type, movement.Category, movement.Amount, movement.Fee, movement.Source)
        {
            AvailableOn = availableOn,
            Available = availableOn <= store.Now,
            Description = movement.Description,
            FeeDescription = movement.FeeDescription,
            Payout = movement.Payout,
        };
        if (row.Available) Count(row);
        else Wait(store, row);
        store.Transactions.Put(row);
        if (row is { Available: true, Net: > 0 }) RefundFlow.SendWaiting(store);
        return row;
    }

    /// <summary>Gives all that is available and in no payout yet to this one. What it carries is what was available.</summary>
    public void GiveTo(SandboxStore store, string payout)
    {
        foreach (var id in unpaid) store.Transactions.Put(store.Transactions.Get(id) with { Payout = payout });
        unpaid.Clear();
    }

    /// <summary>Makes everything pending available now, as the control plane's <c>settle</c> does. Returns how many movements.</summary>
    public int SettleAll(SandboxStore store)
    {
        var waiting = due.Values.SelectMany(ids => ids).ToList();
        due.Clear();
        foreach (var id in waiting) Release(store, store.Transactions.Get(id) with { AvailableOn = store.Now });
        if (waiting.Count > 0) Tell(store);
        return waiting.Count;
    }

    /// <summary>Finds sums and waiting movements again from what was booked.</summary>
    public void Restore(SandboxStore store)
    {
        foreach (var (_, row) in store.Transactions.OldestFirst())
            if (row.Available) Count(row);
            else Await(row);
    }

    public void Clear()
    {
        due.Clear();
        unpaid.Clear();
        Available = Pending = 0;
    }

    private void Wait(SandboxStore store, BalanceTransaction row)
    {
        if (Await(row)) store.Timeline.At(row.AvailableOn, SettleDay, Text(row.AvailableOn));
    }

    /// <returns>Whether it is the first to wait for its day.</returns>
    private bool Await(BalanceTransaction row)
    {
        Pending += row.Net;
        if (due.TryGetValue(row.AvailableOn, out var waiting))
        {
            waiting.Add(row.Id);
            return false;
        }
        due[row.AvailableOn] = [row.Id];
        return true;
    }

    private static void SettleDay(SandboxStore store, string day) =>
        store.Settlement.ReleaseDay(store, DateTimeOffset.Parse(day, CultureInfo.InvariantCulture));

    private void ReleaseDay(SandboxStore store, DateTimeOffset day)
    {
        if (!due.Remove(day, out var waiting)) return;
        foreach (var id in waiting) Release(store, store.Transactions.Get(id));
        Tell(store);
    }

    private void Tell(SandboxStore store)
    {
        store.Emit("balance.available", Balance.Of(this));
        RefundFlow.SendWaiting(store);
    }

    private static string Text(DateTimeOffset day) => day.ToString("O", CultureInfo.InvariantCulture);

    private void Release(SandboxStore store, BalanceTransaction row)
    {
        Pending -= row.Net;
        Count(row);
        store.Transactions.Put(row with { Available = true });
    }

    private void Count(BalanceTransaction row)
    {
        Available += row.Net;
        if (row.Payout is null) unpaid.Add(row.Id);
    }
}
