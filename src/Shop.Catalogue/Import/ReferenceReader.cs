using System.Globalization;
using System.Text.RegularExpressions;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Import;

/// <summary>Reads the files that all services share.</summary>
internal static partial class ReferenceReader
{
    private const int Many = 2_000;

    public static Council Council(ObjectReader o) => new(
        o.Text("name", 3, 80),
        o.Text("shortName", 2, 40),
        o.TextList("addressLines", 1, 5, 1, 80),
        o.Matching("postcode", PostcodePattern(), "a postcode in capitals with its space, such as \"LM1 4AB\""),
        o.Matching("phone", PhonePattern(), "10 to 15 digits and spaces"),
        o.Text("phoneHours", 5, 120),
        Email(o),
        o.Matching("vatNumber", VatNumberPattern(), "GB and nine digits"),
        o.Matching("cardStatementText", StatementPattern(), "5 to 22 characters with a letter, none of < > \\ ' \" *"),
        o.Has("website") ? o.Matching("website", UrlPattern(), "an address that begins with https://") : null);

    public static IReadOnlyList<Team> Teams(ObjectReader o) => Unique(o, "teams", t => t.Id, o.List("teams", 1, Many, t => new Team(
        t.Id("id"),
        t.Text("name", 3, 80),
        Email(t),
        t.Has("phone") ? t.Matching("phone", PhonePattern(), "10 to 15 digits and spaces") : null)));

    public static IReadOnlyList<Category> Categories(ObjectReader o) => Unique(o, "categories", c => c.Id, o.List("categories", 1, 50,
        c => new Category(c.Id("id"), c.Text("name", 3, 60), c.Text("summary", 10, 140))));

    public static IReadOnlyList<VatCode> VatCodes(ObjectReader o) => Unique(o, "vatCodes", c => c.Code, o.List("vatCodes", 1, 26, c =>
    {
        var code = new VatCode(
            c.Matching("code", VatCodePattern(), "one capital letter"),
            c.Text("name", 3, 60),
            c.Integer("rateBasisPoints", 0, 10_000),
            c.Word<VatTreatment>("treatment"),
            c.Text("words", 3, 60),
            Date(c, "from"),
            c.Has("until") ? Date(c, "until") : null,
            c.Text("approvedBy", 3, 80),
            c.Text("reason", 5, 200));
        if (code.Until < code.From) c.Fault("until", "it is before \"from\"", "the same day as \"from\", or a later one");
        if (code.Treatment == VatTreatment.Taxable != code.RateBasisPoints > 0)
            c.Fault("rateBasisPoints", $"the rate {code.RateBasisPoints} does not go with the treatment", "a rate above 0 for \"taxable\", 0 for every other treatment");
        return code;
    }));

    public static Ledger Ledger(ObjectReader o)
    {
        var costCentres = Unique(o, "costCentres", c => c.Code, o.List("costCentres", 1, Many, c => new CostCentre(LedgerCode(c), c.Text("name", 3, 60))));
        var subjectives = Unique(o, "subjectives", s => s.Code, o.List("subjectives", 1, Many,
            s => new Subjective(LedgerCode(s), s.Text("name", 3, 60), s.Word<SubjectiveType>("type"))));
        return new Ledger(costCentres, subjectives, Unique(o, "controlAccounts", a => a.Account, LedgerReader.Controls(o, costCentres, subjectives)));
    }

    public static IReadOnlyList<BankHoliday> BankHolidays(ObjectReader o)
    {
        o.Matching("division", DivisionPattern(), "\"england-and-wales\"");
        o.OptionalText("source", 1, 500);
        return Unique(o, "holidays", h => h.Date.ToString("O", CultureInfo.InvariantCulture), o.List("holidays", 8, Many,
            h => new BankHoliday(Date(h, "date"), h.Text("name", 3, 60))));
    }

    public static IReadOnlyList<SynonymRule> Synonyms(ObjectReader o) => o.List("synonyms", 0, Many, s =>
    {
        if (s.Has("from"))
            return new SynonymRule(Words(s, "from", 1), [s.Matching("to", WordPattern(), WordsAllowed)]);
        var words = Words(s, "words", 2);
        if (!s.Flag("twoWay")) s.Fault("twoWay", "it is not true", "true, or \"from\" and \"to\" for one direction");
        return new SynonymRule(words, words);
    });

    public static IReadOnlyList<string> MostUsed(ObjectReader o, KnownIds services)
    {
        var found = o.TextList("services", 0, 6, 1, 60);
        foreach (var (id, i) in found.Select((id, i) => (id, i)))
            if (!services.Contains(id)) o.FaultAt("services", i, $"\"{id}\" is not {services.What}", services.Words);
        return found;
    }

    private const string WordsAllowed = "2 to 60 of a-z, 0-9, space, ' and -";

    private static IReadOnlyList<string> Words(ObjectReader o, string member, int min)
    {
        var words = o.TextList(member, min, 50, 2, 60);
        foreach (var word in words.Where(w => !WordPattern().IsMatch(w)))
            o.Fault(member, $"\"{word}\" is not valid", WordsAllowed);
        return words;
    }

    private static string LedgerCode(ObjectReader o) => o.Matching("code", LedgerCodePattern(), "3 to 12 of A-Z and 0-9");

    private static string Email(ObjectReader o) => o.Matching("email", EmailPattern(), "an e-mail address");

    private static DateOnly Date(ObjectReader o, string member)
    {
        var text = o.Text(member, 10, 10);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        if (text.Length > 0) o.Fault(member, $"\"{text}\" is no date", "a date such as \"2026-12-25\"");
        return default;
    }

    private static IReadOnlyList<T> Unique<T>(ObjectReader o, string member, Func<T, string> key, IReadOnlyList<T> items)
    {
        foreach (var twice in items.GroupBy(key).Where(g => g.Key.Length > 0 && g.Count() > 1))
            o.Fault(member, $"\"{twice.Key}\" stands there {twice.Count()} times", "each once");
        return items;
    }

    [GeneratedRegex(@"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}\z")]
    private static partial Regex PostcodePattern();

    [GeneratedRegex(@"^[0-9 ]{10,15}\z")]
    private static partial Regex PhonePattern();

    [GeneratedRegex(@"^[^\s@<>""]+@[^\s@<>""]+\.[^\s@<>""]+\z")]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^GB[0-9]{9}\z")]
    private static partial Regex VatNumberPattern();

    [GeneratedRegex(@"^(?=.*[A-Za-z])[^<>\\'""*\p{C}]{5,22}\z")]
    private static partial Regex StatementPattern();

    [GeneratedRegex(@"^https://[^\s""<>]{3,200}\z")]
    private static partial Regex UrlPattern();

    [GeneratedRegex(@"^[A-Z]\z")]
    private static partial Regex VatCodePattern();

    [GeneratedRegex(@"^[A-Z0-9]{3,12}\z")]
    private static partial Regex LedgerCodePattern();

    [GeneratedRegex(@"^england-and-wales\z")]
    private static partial Regex DivisionPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9' -]{0,58}[a-z0-9]\z")]
    private static partial Regex WordPattern();
}
