using System.Globalization;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Answers;

internal static class NumberAnswer
{
    private const int Limit = 999_999_999;

    public static QuestionResult Check(Question question, IReadOnlyDictionary<string, string> fields)
    {
        var typed = TypedText.Of(fields.GetValueOrDefault(question.Id));
        if (typed.IsEmpty) return question.Required ? QuestionResult.Wrong(question.Id, QuestionWords.Enter(question)) : QuestionResult.Empty;
        var subject = QuestionWords.Subject(question);
        var plain = typed.Text.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (!IsWhole(plain))
            return QuestionResult.Wrong(question.Id, decimal.TryParse(plain, NumberStyles.Number, CultureInfo.InvariantCulture, out _)
                ? $"{subject} must be a whole number"
                : $"{subject} must be a number");
        var (min, max) = (question.Min ?? -Limit, question.Max ?? Limit);
        if (!int.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < min || number > max)
            return QuestionResult.Wrong(question.Id, $"{subject} must be {Range(question)}");
        return QuestionResult.Of(number.ToString(CultureInfo.InvariantCulture));
    }

    private static bool IsWhole(string text) => text.TrimStart('-') is { Length: > 0 } digits && text.Length - digits.Length <= 1 && digits.All(char.IsAsciiDigit);

    private static string Range(Question question) => (question.Min, question.Max) switch
    {
        ({ } min, { } max) => $"between {min} and {max}",
        ({ } min, null) => $"{min} or more",
        (null, { } max) => $"{max} or fewer",
        _ => $"between -{Limit} and {Limit}",
    };
}
