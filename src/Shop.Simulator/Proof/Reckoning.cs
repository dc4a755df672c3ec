using Shop.Simulator.Bank;
using Shop.Simulator.Council;

namespace Shop.Simulator.Proof;

/// <summary>
/// Three books about the same money, kept apart: Stripe's by its API, the bank's own, and the shop's by its finance pages.
/// Compares them in the whole and charge by charge, and adds what the pages themselves call unexplained. Pence.
/// </summary>
public sealed class Reckoning
{
    private Reckoning(IReadOnlyList<Comparison> comparisons, IReadOnlyList<Finding> findings)
    {
        Comparisons = comparisons;
        Findings = findings;
    }

    public IReadOnlyList<Comparison> Comparisons { get; }

    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>
    /// The sum of what every proof leaves over, whichever its sign: two faults that cancel are two faults. One wrong penny
    /// may be counted by several proofs.
    /// </summary>
    public long UnexplainedPence => Comparisons.Sum(c => Math.Abs(c.DifferencePence)) + Findings.Sum(f => Math.Abs(f.Pence));

    /// <summary>Every comparison agrees and no page has anything to say, also where it says no amount.</summary>
    public bool Holds => UnexplainedPence == 0 && Findings.Count == 0;

    public static Reckoning Of(StripeWord stripe, ShopWord shop, BankBook bank, BankOfficer officer)
    {
        ArgumentNullException.ThrowIfNull(stripe);
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(bank);
        ArgumentNullException.ThrowIfNull(officer);
        return new Reckoning(
            [
                new("Taken on cards", "Stripe", stripe.TakenPence, "payments export", shop.Payments.Sum(p => p.GrossPence)),
                new("Given back", "Stripe", stripe.RefundedPence, "payments export", shop.Payments.Sum(p => p.RefundedPence)),
                new("Card fees and the bank’s charges", "Stripe and bank", stripe.CardFeesPence + officer.ChargesPence, "ledger", shop.Balance("Card fees")),
                new("Fees of disputes", "Stripe", stripe.DisputeFeesPence, "ledger", shop.Balance("Dispute fees")),
                new("Held by disputes", "Stripe", stripe.HeldByDisputesPence, "ledger", shop.Balance("Disputes holding")),
                new("Still at Stripe", "Stripe", stripe.BalancePence, "ledger", shop.Balance("Stripe clearing")),
                new("On the way to the bank", "Stripe and bank", stripe.PaidOutPence - bank.ArrivedPence, "ledger", shop.Balance("Payouts in transit")),
                new("On the bank account", "bank", bank.MovedPence - officer.LeftOutPence, "ledger", shop.Balance("Bank")),
                new("In suspense", "open items", -shop.InSuspensePence, "ledger", shop.Balance("Suspense")),
                new("Refunds not allocated", "nothing", 0, "ledger", shop.Balance("Refunds to allocate")),
            ],
            [.. ByCharge(stripe, shop), .. shop.Findings]);
    }

    /// <summary>Charges that only one side knows, or knows with another amount or fee.</summary>
    private static IEnumerable<Finding> ByCharge(StripeWord stripe, ShopWord shop)
    {
        var exported = shop.Payments.Where(p => p.ChargeId.Length > 0).ToDictionary(p => p.ChargeId, StringComparer.Ordinal);
        foreach (var charge in stripe.Charges)
        {
            if (!exported.Remove(charge.Source!, out var payment)) yield return new Finding("Payments export", charge.AmountPence, $"{charge.Source} is missing");
            else if (payment.GrossPence != charge.AmountPence) yield return new Finding("Payments export", payment.GrossPence - charge.AmountPence, $"{payment.Reference}, {charge.Source}");
            else if (payment.FeePence != charge.FeePence) yield return new Finding("Payments export, fee", payment.FeePence - charge.FeePence, $"{payment.Reference}, {charge.Source}");
        }

        foreach (var payment in exported.Values.Where(p => p.GrossPence != 0)) yield return new Finding("Payments export", payment.GrossPence, $"{payment.Reference}: Stripe knows no {payment.ChargeId}");
    }
}
