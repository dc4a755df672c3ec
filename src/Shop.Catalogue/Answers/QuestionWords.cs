using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Answers;

/// <summary>Error wording of the GOV.UK Design System for labels that councils write: either a question or a short name of the fact.</summary>
internal static class QuestionWords
{
    /// <summary>"Enter name of the skip company"; for a whole question "Enter an answer to ‘Where will it stand?’".</summary>
    public static string Enter(Question question) => IsAsked(question)
        ? $"Enter {Thing(question.Type)} ‘{question.Label}’"
        : $"Enter {LowerFirst(question.Label)}";

    public static string Select(Question question) => IsAsked(question)
        ? $"Select {(question.Type == QuestionType.YesNo ? "yes or no for" : "an answer to")} ‘{question.Label}’"
        : $"Select {LowerFirst(question.Label)}";

    /// <summary>What "… must be 200 characters or fewer" begins with.</summary>
    public static string Subject(Question question) => (IsAsked(question), question.Type) switch
    {
        (false, _) => question.Label,
        (true, QuestionType.Date) => "Date",
        _ => $"Answer to ‘{question.Label}’",
    };

    private static bool IsAsked(Question question) => question.Label.EndsWith('?');

    private static string Thing(QuestionType? type) => type switch
    {
        QuestionType.Date => "a date for",
        QuestionType.Number => "a number for",
        QuestionType.Email => "an email address for",
        QuestionType.Phone => "a phone number for",
        _ => "an answer to",
    };

    /// <summary>Leaves abbreviations such as "VAT number" alone.</summary>
    private static string LowerFirst(string label) =>
        label.Length > 1 && char.IsUpper(label[1]) ? label : char.ToLowerInvariant(label[0]) + label[1..];
}
