using System.Globalization;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Answers;

/// <summary>A date in three fields; the month may be a name. Errors point at the field to mend first.</summary>
internal static class DateAnswer
{
    private static readonly string[] PartNames = ["day", "month", "year"];

    public static QuestionResult Check(Question question, IReadOnlyDictionary<string, string> fields, DateOnly today)
    {
        var names = QuestionFields.Of(question.Id, QuestionType.Date);
        var parts = names.Select(name => TypedText.Of(fields.GetValueOrDefault(name))).ToList();
        if (parts.All(p => p.IsEmpty)) return question.Required ? QuestionResult.Wrong(names[0], QuestionWords.Enter(question)) : QuestionResult.Empty;
        var subject = QuestionWords.Subject(question);
        var missing = Enumerable.Range(0, 3).Where(i => parts[i].IsEmpty).ToList();
        if (missing.Count > 0)
            return QuestionResult.Wrong(names[missing[0]], $"{subject} must include a {string.Join(" and ", missing.Select(i => PartNames[i]))}");
        if (Number(parts[2].Text, 4) is { } && parts[2].Text.Length != 4)
            return QuestionResult.Wrong(names[2], "Year must include 4 numbers");
        if (Parse(parts[0].Text, parts[1].Text, parts[2].Text) is not { } date)
            return QuestionResult.Wrong(names[0], $"{subject} must be a real date");
        return OutOfRange(question, date, today) is { } problem
            ? QuestionResult.Wrong(names[0], $"{subject} {problem}")
            : new QuestionResult(Words(date), [], date);
    }

    /// <summary>The first or last allowed day; null where there is no limit.</summary>
    public static DateOnly? Bound(string? bound, DateOnly today) => bound switch
    {
        null => null,
        "today" => today,
        ['+' or '-', ..] => today.AddDays(int.Parse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        _ => DateOnly.ParseExact(bound, "yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    public static string Words(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string? OutOfRange(Question question, DateOnly date, DateOnly today)
    {
        if (Bound(question.Earliest, today) is { } earliest && date < earliest)
            return question.Earliest == "today" ? "must be today or in the future" : $"must be the same as or after {Words(earliest)}";
        if (Bound(question.Latest, today) is { } latest && date > latest)
            return question.Latest == "today" ? "must be today or in the past" : $"must be the same as or before {Words(latest)}";
        return null;
    }

    private static DateOnly? Parse(string day, string month, string year) =>
        Number(day, 2) is { } d && (Number(month, 2) ?? MonthNamed(month)) is { } m && Number(year, 4) is { } y
        && y >= 1 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m)
            ? new DateOnly(y, m, d)
            : null;

    private static int? Number(string text, int digits) =>
        text.Length <= digits && text.All(char.IsAsciiDigit) ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static int? MonthNamed(string text)
    {
        if (text.Length < 3) return null;
        var at = Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, m => m.Length > 0 && m.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : at + 1;
    }
}
