using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Flow;

/// <summary>
/// Gives a captured charge its balance transaction. A part capture makes two rows, as with Stripe: the whole amount,
/// and a <c>partial_capture_reversal</c> of what was not taken.
/// </summary>
internal static class ChargeBooking
{
    /// <summary>Books at once, or later when the sandbox was told that fees are known late; then <c>charge.updated</c> tells.</summary>
    public static Charge Book(SandboxStore store, Charge charge)
    {
        if (store.Options.FeesKnownAfter <= TimeSpan.Zero) return BookNow(store, charge);
        store.Timeline.At(store.Now + store.Options.FeesKnownAfter, BookLate, charge.Id);
        return charge;
    }

    private static void BookLate(SandboxStore store, string id)
    {
        var booked = BookNow(store, store.Charges.Get(id));
        store.Emit("charge.updated", booked, new() { ["balance_transaction"] = null });
    }

    private static Charge BookNow(SandboxStore store, Charge charge)
    {
        var card = charge.Method.Card;
        var fee = Fees.OnCharge(charge.AmountCaptured, card.Country);
        var row = store.Settlement.Book(store, new("charge", "charge", charge.Amount, charge.Id)
        {
            Fee = fee,
            Description = charge.Description,
            AtOnce = card.BypassesPending ? true : null,
        });
        if (charge.AmountCaptured < charge.Amount)
            store.Settlement.Book(store, new("adjustment", "partial_capture_reversal", charge.AmountCaptured - charge.Amount, charge.Id)
            {
                // Part of the charge, so it waits as long as that does: the balance never shows the one without the other.
                AtOnce = card.BypassesPending,
            });
        return store.Charges.Put(charge with { BalanceTransaction = row.Id });
    }
}
