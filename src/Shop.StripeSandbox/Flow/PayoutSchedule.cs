using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Flow;

/// <summary>Sends the available balance to the bank on each business day. Used under the store's lock.</summary>
internal sealed class PayoutSchedule
{
    /// <summary>Whether payouts go by themselves; can be switched while the sandbox runs.</summary>
    public bool Automatic { get; set; }

    /// <summary>Waits for the next payout time, as the options say. Call it once after the timeline was cleared.</summary>
    public void Start(SandboxStore store)
    {
        Automatic = store.Options.AutomaticPayouts;
        Wait(store);
    }

    private static void Wait(SandboxStore store) => store.Timeline.At(BusinessDays.Next(store.Now, store.Options.PayoutsAt), PayOut, "balance");

    private static void PayOut(SandboxStore store, string subject)
    {
        Wait(store);
        if (store.PayoutSchedule.Automatic) PayoutFlow.Sweep(store);
    }
}
