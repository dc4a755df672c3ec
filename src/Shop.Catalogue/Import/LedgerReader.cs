using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Import;

/// <summary>Reads which codes of the general ledger the accounts of the shop's own ledger are, and how journals are exported.</summary>
internal static class LedgerReader
{
    private static readonly KnownIds Accounts = new("an account of the ledger", ControlAccounts.All);
    private static readonly KnownIds Delimiters = new("a delimiter", [",", ";", "|", "\t"]);
    private static readonly KnownIds DecimalSeparators = new("a decimal separator", [".", ","]);
    private static readonly KnownIds DateFormats = new("a date format", ["yyyy-MM-dd", "dd/MM/yyyy", "dd/MM/yy", "yyyyMMdd", "dd-MMM-yyyy"]);

    public static IReadOnlyList<ControlAccount> Controls(ObjectReader o, IReadOnlyList<CostCentre> costCentres, IReadOnlyList<Subjective> subjectives)
    {
        var centres = new KnownIds("a cost centre of this file", costCentres.Select(c => c.Code).ToList());
        var codes = new KnownIds("a subjective of this file that is no income", subjectives.Where(s => s.Type != SubjectiveType.Income).Select(s => s.Code).ToList());
        var found = o.List("controlAccounts", 1, 100, a => new ControlAccount(a.Reference("account", Accounts), a.Reference("costCentre", centres), a.Reference("subjective", codes)));
        foreach (var missing in ControlAccounts.All.Except(found.Select(f => f.Account)))
            o.Fault("controlAccounts", $"\"{missing}\" is missing", "each account of the ledger once");
        return found;
    }

    public static ExportProfile Profile(ObjectReader o, string id)
    {
        var profile = new ExportProfile(
            id, o.Text("name", 3, 80), o.Word<ExportLines>("lines"), o.Reference("delimiter", Delimiters), o.Reference("decimalSeparator", DecimalSeparators),
            o.Reference("dateFormat", DateFormats), o.Flag("header"), o.List("columns", 1, 60, Column));
        if (profile.Delimiter.Length > 0 && profile.Delimiter == profile.DecimalSeparator) o.Fault("decimalSeparator", "it is the delimiter, too", "another character");
        foreach (var (column, i) in profile.Columns.Select((c, i) => (c, i)))
            if (profile.Lines == ExportLines.Summed && column.Value is ExportValue.JournalNumber or ExportValue.OrderReference or ExportValue.PayoutId or ExportValue.BankLineId)
                o.FaultAt("columns", i, $"\"{column.Value}\" has no one value when lines are summed", "another value, or \"lines\": \"entry\"");
        if (!HoldsAmounts(profile)) o.Fault("columns", "the amounts are not among them", "debit and credit, signedAmount, or creditAmount");
        return profile;
    }

    private static bool HoldsAmounts(ExportProfile profile)
    {
        var values = profile.Columns.Select(c => c.Value).ToHashSet();
        return (values.Contains(ExportValue.Debit) && values.Contains(ExportValue.Credit)) || values.Contains(ExportValue.SignedAmount) || values.Contains(ExportValue.CreditAmount);
    }

    private static ExportColumn Column(ObjectReader o)
    {
        var column = new ExportColumn(o.Text("heading", 1, 60), o.Word<ExportValue>("value"), o.OptionalText("text", 1, 60), o.OptionalInteger("maxLength", 1, 300));
        if (column.Value == ExportValue.Text != column.Text is not null) o.Fault("text", "it goes with the value \"text\" and with no other", "\"text\" for a fixed text only");
        return column;
    }
}
