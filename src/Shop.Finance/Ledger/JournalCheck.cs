using Shop.Kernel;

namespace Shop.Finance.Ledger;

/// <summary>What must hold of a journal before it is posted. A fault is a bug of the poster, so it throws.</summary>
internal static class JournalCheck
{
    public static void Require(JournalDraft draft)
    {
        if (draft.SourceId.Length is 0 or > Journal.LongestSource) throw Fault(draft, "needs a source id of 1 to 120 characters");
        if (draft.Narrative.Length is 0 or > Journal.LongestNarrative) throw Fault(draft, "needs a narrative of 1 to 300 characters");
        if (!draft.Period.IsValid) throw Fault(draft, $"has the date {draft.FinancialDate:O}, which lies in no financial year of this ledger");
        if (draft.Postings.FirstOrDefault(p => p.DebitPence < 0 || p.CreditPence < 0 || (p.DebitPence > 0 && p.CreditPence > 0)) is { } odd)
            throw Fault(draft, $"has a posting on {odd.Account} that is not one side: debit {odd.DebitPence}, credit {odd.CreditPence}");
        if (draft.Postings.FirstOrDefault(p => !LedgerAccount.All.Contains(p.Account)) is { } unknown) throw Fault(draft, $"names the account {unknown.Account}, which is not in LedgerAccount");
        if (draft.Postings.FirstOrDefault(p => p.Account == LedgerAccount.Income && (p.CostCentre is null || p.Subjective is null)) is not null)
            throw Fault(draft, "has income without cost centre or subjective");
        RequireBalance(draft);
    }

    private static void RequireBalance(JournalDraft draft)
    {
        var debits = draft.Postings.Aggregate(0L, (sum, p) => checked(sum + p.DebitPence));
        var credits = draft.Postings.Aggregate(0L, (sum, p) => checked(sum + p.CreditPence));
        if (debits != credits) throw Fault(draft, $"does not balance: debits {new Money(debits)}, credits {new Money(credits)}");
        if (debits == 0) throw Fault(draft, "moves no money");
    }

    private static InvalidOperationException Fault(JournalDraft draft, string what) => new($"Journal {draft.SourceId} {what}.");
}
