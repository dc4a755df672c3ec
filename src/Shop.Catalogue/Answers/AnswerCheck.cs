using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;
using Shop.Kernel.Lines;

namespace Shop.Catalogue.Answers;

/// <summary>What became of one question: its answer in words, and its errors by form field.</summary>
/// <param name="Date">The day, where a date was answered.</param>
internal sealed record QuestionResult(string Text, IReadOnlyList<FieldError> Errors, DateOnly? Date = null)
{
    public static QuestionResult Empty { get; } = new("", []);

    public static QuestionResult Of(string text) => new(text, []);

    public static QuestionResult Wrong(string field, string message) => new("", [new FieldError(field, message)]);
}

/// <summary>Checks what was typed against the questions that a service asks for these choices.</summary>
internal static class AnswerCheck
{
    public static CheckedAnswers Run(ServiceDefinition service, IReadOnlyDictionary<string, string> choices, IReadOnlyDictionary<string, string> fields, DateOnly today)
    {
        var answers = new List<Answer>();
        var errors = new List<FieldError>();
        DateOnly? serviceDate = null;
        foreach (var question in service.Questions.Where(q => q.IsAsked(choices)))
        {
            var result = Check(question, fields, today);
            errors.AddRange(result.Errors);
            answers.Add(new Answer(question.Id, question.Label, result.Text, Typed(question, fields)));
            if (question.Id == service.Notice?.DateQuestion) serviceDate = result.Date;
        }

        return new CheckedAnswers(answers, errors, serviceDate);
    }

    private static QuestionResult Check(Question question, IReadOnlyDictionary<string, string> fields, DateOnly today) => question.Type switch
    {
        QuestionType.Text => TextAnswer.Check(question, fields, lines: false),
        QuestionType.LongText => TextAnswer.Check(question, fields, lines: true),
        QuestionType.Number => NumberAnswer.Check(question, fields),
        QuestionType.Date => DateAnswer.Check(question, fields, today),
        QuestionType.YesNo or QuestionType.Radios or QuestionType.DropDown => ChoiceAnswer.Check(question, fields),
        QuestionType.Person => PersonAnswer.Check(question, fields),
        QuestionType.Address => AddressAnswer.Check(question, fields),
        QuestionType.Email => ContactAnswer.CheckEmail(question, fields),
        QuestionType.Phone => ContactAnswer.CheckPhone(question, fields),
        _ => throw new InvalidOperationException($"A question of type '{question.TypeName}' cannot be asked online."),
    };

    private static Dictionary<string, string> Typed(Question question, IReadOnlyDictionary<string, string> fields) =>
        QuestionFields.Of(question.Id, question.Type!.Value)
            .Select(field => (Field: field, Value: TypedText.Of(fields.GetValueOrDefault(field), question.Type == QuestionType.LongText).Text))
            .Where(f => f.Value.Length > 0)
            .ToDictionary(f => f.Field, f => f.Value);
}
