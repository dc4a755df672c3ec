using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Flow;

/// <summary>
/// When money that was taken becomes available, and the running sums of both. Used under the store's lock.
/// UTC days; weekends are no business days, bank holidays are not known.
/// </summary>
internal sealed class Settlement
{
    private readonly SortedDictionary<DateTimeOffset, List<string>> due = [];

    /// <summary>Net pence that can be paid out; may be below zero.</summary>
    public long Available { get; private set; }

    /// <summary>Net pence still on their way.</summary>
    public long Pending { get; private set; }

    /// <summary>Books one movement of the balance. Money in waits for its settlement day; money out counts at once.</summary>
    public BalanceTransaction Book(
        SandboxStore store, string type, string category, long amount, long fee, string source, string? description = null, bool atOnce = false)
    {
        var availableOn = atOnce || amount <= 0 ? store.Now : DayAfter(store.Now, store.Options.SettlementBusinessDays);
        var row = new BalanceTransaction(Ids.New("txn"), store.Now, type, category, amount, fee, source)
        {
            AvailableOn = availableOn,
            Available = availableOn <= store.Now,
            Description = description,
        };
        if (row.Available) Available += row.Net;
        else Wait(store, row);
        return store.Transactions.Put(row);
    }

    /// <summary>Makes everything pending available now, as the control plane's <c>settle</c> does. Returns how many movements.</summary>
    public int SettleAll(SandboxStore store)
    {
        var waiting = due.Values.SelectMany(ids => ids).ToList();
        due.Clear();
        foreach (var id in waiting) Release(store, store.Transactions.Get(id) with { AvailableOn = store.Now });
        if (waiting.Count > 0) store.Emit("balance.available", Balance.Of(this));
        return waiting.Count;
    }

    public void Clear()
    {
        due.Clear();
        Available = Pending = 0;
    }

    private void Wait(SandboxStore store, BalanceTransaction row)
    {
        Pending += row.Net;
        if (!due.TryGetValue(row.AvailableOn, out var waiting))
        {
            due[row.AvailableOn] = waiting = [];
            store.Timeline.At(row.AvailableOn, () => SettleDay(store, row.AvailableOn));
        }
        waiting.Add(row.Id);
    }

    private void SettleDay(SandboxStore store, DateTimeOffset day)
    {
        if (!due.Remove(day, out var waiting)) return;
        foreach (var id in waiting) Release(store, store.Transactions.Get(id));
        store.Emit("balance.available", Balance.Of(this));
    }

    private void Release(SandboxStore store, BalanceTransaction row)
    {
        Pending -= row.Net;
        Available += row.Net;
        store.Transactions.Put(row with { Available = true });
    }

    private static DateTimeOffset DayAfter(DateTimeOffset from, int businessDays)
    {
        var day = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero);
        for (var left = businessDays; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) left--;
        }
        return day;
    }
}
