using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Answers;

internal static class TextAnswer
{
    public const int DefaultLength = 200;
    public const int DefaultLongLength = 2_000;

    public static int MaxLength(Question question) =>
        question.MaxLength ?? (question.Type == QuestionType.LongText ? DefaultLongLength : DefaultLength);

    public static QuestionResult Check(Question question, IReadOnlyDictionary<string, string> fields, bool lines)
    {
        var typed = TypedText.Of(fields.GetValueOrDefault(question.Id), lines);
        var problem = Problem(QuestionWords.Subject(question), typed, question.MinLength ?? 1, MaxLength(question));
        if (typed.IsEmpty) return question.Required ? QuestionResult.Wrong(question.Id, QuestionWords.Enter(question)) : QuestionResult.Empty;
        return problem is null ? QuestionResult.Of(typed.Text) : QuestionResult.Wrong(question.Id, problem);
    }

    /// <summary>What is wrong with a text that is not empty; null when nothing is.</summary>
    public static string? Problem(string subject, TypedText typed, int min, int max) =>
        !typed.IsAcceptable ? $"{subject} must only include letters, numbers, spaces and punctuation"
        : typed.Length > max ? $"{subject} must be {max} characters or fewer"
        : typed.Length < min ? $"{subject} must be {min} characters or more"
        : null;
}
