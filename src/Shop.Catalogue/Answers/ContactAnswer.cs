using System.Text.RegularExpressions;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Answers;

internal static partial class ContactAnswer
{
    private const int MostEmail = 254;

    public static QuestionResult CheckEmail(Question question, IReadOnlyDictionary<string, string> fields) => Check(question, fields,
        text => text.Length <= MostEmail && EmailPattern().IsMatch(text), "Enter an email address in the correct format, like name@example.com");

    public static QuestionResult CheckPhone(Question question, IReadOnlyDictionary<string, string> fields) => Check(question, fields,
        IsUkPhone, "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192");

    /// <summary>A UK number of 10 or 11 digits with its leading 0, or with +44 or 0044 in its place.</summary>
    private static bool IsUkPhone(string text)
    {
        if (text.Length > 30 || !PhoneCharacters().IsMatch(text)) return false;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (text.StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal))
        {
            var international = digits.TrimStart('0');
            if (!international.StartsWith("44", StringComparison.Ordinal)) return false;
            digits = "0" + international[2..].TrimStart('0');
        }

        return digits.Length is 10 or 11 && UkNumber().IsMatch(digits);
    }

    private static QuestionResult Check(Question question, IReadOnlyDictionary<string, string> fields, Func<string, bool> isValid, string message)
    {
        var typed = TypedText.Of(fields.GetValueOrDefault(question.Id));
        if (typed.IsEmpty) return question.Required ? QuestionResult.Wrong(question.Id, QuestionWords.Enter(question)) : QuestionResult.Empty;
        return typed.IsAcceptable && isValid(typed.Text) ? QuestionResult.Of(typed.Text) : QuestionResult.Wrong(question.Id, message);
    }

    [GeneratedRegex(@"^[^\s@<>()\[\]\\,;:""]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^\+?[0-9 ().-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneCharacters();

    [GeneratedRegex(@"^0[1-35789]", RegexOptions.CultureInvariant)]
    private static partial Regex UkNumber();
}
