using Shop.Finance.Periods;
using Shop.Finance.Takings;
using Shop.Kernel.Lines;

namespace Shop.Finance.Ledger.Income;

/// <summary>A part of a charge as it was sold (the whole of it when paid, some of it when refunded), with the codes it was sold with. Amounts in pence.</summary>
/// <param name="PaymentLineId">The <see cref="FinancePaymentLine"/> it is of.</param>
internal sealed record SoldPart(Guid PaymentLineId, ChargeKind Kind, string CostCentre, string Subjective, string VatCode, long NetPence, long VatPence)
{
    public static SoldPart Of(FinancePaymentLine line) => new(line.Id, line.Kind, line.CostCentre, line.Subjective, line.VatCode, line.NetPence, line.VatPence);

    /// <summary>
    /// What the ledger owes for it: a security bond to the resident, everything else to income (or to income in advance), VAT to HMRC.
    /// VAT is due when paid, also where the income comes later (VAT Notice 700, section 14: the tax point of an advance payment).
    /// </summary>
    public IEnumerable<LedgerPosting> Credits(string orderReference, bool isInAdvance)
    {
        var account = Kind == ChargeKind.SecurityBond ? LedgerAccount.BondsHeld : isInAdvance ? LedgerAccount.IncomeInAdvance : LedgerAccount.Income;
        yield return LedgerPosting.Credit(account, NetPence) with { CostCentre = CostCentre, Subjective = Subjective, VatCode = VatCode, OrderReference = orderReference };
        if (VatPence != 0) yield return LedgerPosting.Credit(LedgerAccount.VatOutput, VatPence) with { VatCode = VatCode, OrderReference = orderReference };
    }

    /// <summary>First day of the period in which it becomes income; null where it is income at once.</summary>
    public static DateOnly? ReleaseDayOf(FinancePaymentLine line) =>
        line.Kind != ChargeKind.SecurityBond && line.NetPence > 0 && line.ServiceDate is { } day && FinancialPeriod.Of(day) > FinancialPeriod.Of(line.FinancialDate)
            ? FinancialPeriod.Of(day).FirstDay
            : null;
}
