using Shop.Finance.Periods;
using Shop.Kernel.Auditing;

namespace Shop.Finance.Ledger;

/// <summary>A journal to be posted.</summary>
/// <param name="SourceId">Names what happened, once for ever: "order:ABC234XYZ", "fee:txn_1". At most 120 characters.</param>
/// <param name="FinancialDate">London date of what happened.</param>
/// <param name="Narrative">For the accountant who reads it in a year: what, and which order or payout; no names of residents.</param>
/// <param name="By">Null when the shop does it by itself.</param>
/// <param name="Reason">Why, where a person moved the money.</param>
internal sealed record JournalDraft(
    string SourceId, JournalKind Kind, DateOnly FinancialDate, string Narrative, IReadOnlyList<LedgerPosting> Postings, Actor? By, string? Reason)
{
    /// <summary>An adjustment after the year's end: period 13 of the date's year.</summary>
    public bool IsYearEndAdjustment { get; init; }

    /// <summary>The journal this one undoes, where it mirrors one.</summary>
    public Guid? Mirrors { get; init; }

    public FinancialPeriod Period => IsYearEndAdjustment ? FinancialPeriod.Of(FinancialDate) with { Number = FinancialPeriod.YearEnd } : FinancialPeriod.Of(FinancialDate);
}

/// <summary>One side of a journal. Amounts in pence; exactly one of them is above zero. A posting of nothing at all is left out.</summary>
/// <param name="Account">One of <see cref="LedgerAccount"/>.</param>
/// <param name="CostCentre">Of the charge sold; null at a control account, whose codes stand in the chart of accounts.</param>
internal sealed record LedgerPosting(
    string Account, long DebitPence, long CreditPence, string? CostCentre = null, string? Subjective = null, string? VatCode = null,
    string? OrderReference = null, string? PayoutId = null, string? BankLineId = null)
{
    /// <summary>Debits a positive amount; a negative one is a credit of the same size.</summary>
    public static LedgerPosting Debit(string account, long pence) => pence >= 0 ? new LedgerPosting(account, pence, 0) : new LedgerPosting(account, 0, -pence);

    /// <summary>Credits a positive amount; a negative one is a debit of the same size.</summary>
    public static LedgerPosting Credit(string account, long pence) => Debit(account, -pence);

    /// <summary>The same codes, debit and credit exchanged.</summary>
    public LedgerPosting Mirrored() => this with { DebitPence = CreditPence, CreditPence = DebitPence };
}
