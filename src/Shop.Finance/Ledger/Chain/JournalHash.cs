using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shop.Finance.Ledger.Chain;

/// <summary>
/// SHA-256 over everything a journal says. Each value goes in with its length before it, so that no two journals share a text by
/// moving characters from one field to the next. The order of the fields is part of the format and never changes.
/// </summary>
internal static class JournalHash
{
    public static string Of(string previousHash, long number, DateTime sealedAt, Journal journal)
    {
        var text = new StringBuilder(1024);
        Add(text, "journal 1", previousHash, number, sealedAt.Ticks);
        Add(text, journal.Id, journal.SourceId, journal.Kind, Day(journal.FinancialDate), Day(journal.DocumentDate), journal.FinancialYear, journal.Period, journal.Narrative,
            journal.TotalPence, journal.ById, journal.By, journal.Reason, journal.MirrorsId, journal.PostedAt.Ticks, journal.Entries.Count);
        foreach (var e in journal.Entries.OrderBy(e => e.Place))
            Add(text, e.Id, e.Place, Day(e.FinancialDate), e.FinancialYear, e.Period, e.Account, e.DebitPence, e.CreditPence, e.CostCentre, e.Subjective, e.VatCode,
                e.OrderReference, e.PayoutId, e.BankLineId);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, params object?[] values)
    {
        foreach (var value in values)
        {
            if (value is null) text.Append("-;");
            else
            {
                var word = Convert.ToString(value, CultureInfo.InvariantCulture)!;
                text.Append(CultureInfo.InvariantCulture, $"{word.Length}:{word};");
            }
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
