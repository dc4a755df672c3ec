using Shop.Finance.Bank;
using Shop.Finance.Payouts;
using Shop.Finance.Refunds;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Time;

namespace Shop.Finance.Asking;

/// <summary>The short answer to "where is the money", before the long one.</summary>
internal static class ChainFacts
{
    public static IEnumerable<ChainFact> OfOrder(FinancePayment? payment, IReadOnlyList<FinanceRefund> refunds, IReadOnlyList<Payout> payouts, IReadOnlyList<Banked> banked)
    {
        if (payment is null)
        {
            yield return new ChainFact("Paid", "No money is on this order");
        }
        else
        {
            yield return new ChainFact("Paid", $"{new Money(payment.GrossPence)} on {ChainSteps.Day(payment.FinancialDate!.Value)}", new ChainLink(ChainPage.Payment, payment.Reference));
            yield return new ChainFact("Stripe fee", payment.FeePence is { } fee ? new Money(fee).ToString() : "Not yet known");
            yield return new ChainFact("Gone back", refunds.Count == 0 && payment.RefundedPence == 0 ? "Nothing" : new Money(payment.RefundedPence).ToString());
        }

        foreach (var payout in payouts) yield return PaidOut(payout);
        if (payouts.Count == 0) yield return new ChainFact("Paid out", "Not yet");
        yield return OnTheBank(banked);
    }

    public static IEnumerable<ChainFact> OfPayout(Payout payout, IReadOnlyList<Banked> banked)
    {
        yield return PaidOut(payout);
        yield return new ChainFact("Due at the bank", ChainSteps.Day(payout.ArrivalDate));
        yield return OnTheBank(banked);
        yield return new ChainFact("Unexplained", payout.UnexplainedPence is { } left ? new Money(left).ToString() : "Not yet checked");
    }

    public static IEnumerable<ChainFact> OfTransaction(BalanceTransaction row, Payout? payout, IReadOnlyList<Banked> banked)
    {
        yield return new ChainFact(row.Kind.InWords(), $"{new Money(row.NetPence)} net on {ChainSteps.Day(row.FinancialDate)}");
        yield return new ChainFact("Order", "No payment of the shop is known for it");
        yield return payout is null ? new ChainFact("Paid out", "Not yet") : PaidOut(payout);
        yield return OnTheBank(banked);
    }

    private static ChainFact PaidOut(Payout payout) => new(
        "Paid out", $"{new Money(payout.AmountPence)} on {ChainSteps.Day(LondonTime.DateOf(payout.CreatedAt))}, {payout.Status.InWords().ToLowerInvariant()}", new ChainLink(ChainPage.Payout, payout.PayoutId));

    /// <param name="payouts">Of its match.</param>
    public static IEnumerable<ChainFact> OfBankLine(BankLine line, IReadOnlyList<Payout> payouts)
    {
        yield return new ChainFact("On the bank", $"{new Money(line.AmountPence)} on {ChainSteps.Day(line.Date)}", new ChainLink(ChainPage.BankLine, line.Id.ToString()));
        foreach (var payout in payouts) yield return PaidOut(payout);
        if (payouts.Count == 0) yield return new ChainFact("Paid out", "It is matched with no payout");
    }

    private static ChainFact OnTheBank(IReadOnlyList<Banked> banked) => new(
        "On the bank", banked.Count == 0 ? "Not yet" : string.Join("; ", banked.OrderBy(b => b.Day).Select(b => $"{new Money(b.AmountPence)} on {ChainSteps.Day(b.Day)}")),
        banked is [var only] ? new ChainLink(ChainPage.BankLine, only.BankLineId) : null);
}
