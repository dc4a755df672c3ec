namespace Shop.Finance.Ledger;

/// <summary>One side of a journal. Amounts in pence; exactly one of debit and credit is above zero.</summary>
internal sealed class LedgerEntry
{
    private LedgerEntry() { }

    public LedgerEntry(Guid id, Journal journal, int place, LedgerPosting posting)
    {
        Id = id;
        JournalId = journal.Id;
        Place = place;
        FinancialDate = journal.FinancialDate;
        FinancialYear = journal.FinancialYear;
        Period = journal.Period;
        Account = posting.Account;
        DebitPence = posting.DebitPence;
        CreditPence = posting.CreditPence;
        CostCentre = posting.CostCentre;
        Subjective = posting.Subjective;
        VatCode = posting.VatCode;
        OrderReference = posting.OrderReference;
        PayoutId = posting.PayoutId;
        BankLineId = posting.BankLineId;
    }

    public Guid Id { get; private set; }
    public Guid JournalId { get; private set; }

    /// <summary>Place within the journal, from 1.</summary>
    public int Place { get; private set; }

    /// <summary>The journal's; copied, to be found by.</summary>
    public DateOnly FinancialDate { get; private set; }

    public int FinancialYear { get; private set; }
    public int Period { get; private set; }

    /// <summary>One of <see cref="LedgerAccount"/>.</summary>
    public string Account { get; private set; } = "";

    public long DebitPence { get; private set; }
    public long CreditPence { get; private set; }
    public string? CostCentre { get; private set; }
    public string? Subjective { get; private set; }
    public string? VatCode { get; private set; }

    /// <summary>Without dashes.</summary>
    public string? OrderReference { get; private set; }

    public string? PayoutId { get; private set; }
    public string? BankLineId { get; private set; }
}
