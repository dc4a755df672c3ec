using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Answers;

internal static class ChoiceAnswer
{
    private static readonly IReadOnlyList<Choice> YesNo = [new("yes", "Yes"), new("no", "No")];

    public static IReadOnlyList<Choice> Choices(Question question) => question.Type == QuestionType.YesNo ? YesNo : question.Choices;

    public static QuestionResult Check(Question question, IReadOnlyDictionary<string, string> fields)
    {
        var value = fields.GetValueOrDefault(question.Id) ?? "";
        var choice = Choices(question).FirstOrDefault(c => c.Id == value);
        if (choice is null)
            return value.Length == 0 && !question.Required ? QuestionResult.Empty : QuestionResult.Wrong(question.Id, QuestionWords.Select(question));
        return question.MustBeYes && choice.Id != "yes" ? QuestionResult.Wrong(question.Id, question.MustBeMessage!) : QuestionResult.Of(choice.Label);
    }
}
