using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Answers;

internal static class PersonAnswer
{
    private const int MostCharacters = 100;

    public static QuestionResult Check(Question question, IReadOnlyDictionary<string, string> fields)
    {
        var names = QuestionFields.Of(question.Id, QuestionType.Person);
        var typed = names.Select(name => TypedText.Of(fields.GetValueOrDefault(name))).ToList();
        if (typed.All(t => t.IsEmpty) && !question.Required) return QuestionResult.Empty;
        var errors = new List<FieldError>();
        Add(errors, names[0], "First name", "Enter first name", typed[0]);
        Add(errors, names[1], "Last name", "Enter last name", typed[1]);
        return errors.Count > 0 ? new QuestionResult("", errors) : QuestionResult.Of($"{typed[0].Text} {typed[1].Text}");
    }

    private static void Add(List<FieldError> errors, string field, string subject, string enter, TypedText typed)
    {
        var problem = typed.IsEmpty ? enter : TextAnswer.Problem(subject, typed, 1, MostCharacters);
        if (problem is not null) errors.Add(new FieldError(field, problem));
    }
}
