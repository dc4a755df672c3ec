using System.Globalization;
using System.Text.RegularExpressions;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Import;

internal static partial class QuestionReader
{
    private static readonly Dictionary<string, QuestionType> Askable = Enum.GetValues<QuestionType>().ToDictionary(t => char.ToLowerInvariant(t.ToString()[0]) + t.ToString()[1..]);

    private static readonly KnownIds Types = new("a type of question", [.. Askable.Keys, "map", "repeatGroup", "calculation", "declarationPerPerson"]);

    public static IReadOnlyList<Question> Questions(ObjectReader o, IReadOnlyList<Option> options)
    {
        var questions = o.List("questions", 0, 30, q => Question(q, options));
        OptionsReader.EachOnce(o, "questions", questions.Select(q => q.Id));
        // The details page has one form for the answers and the choices carried along.
        var fields = questions.DistinctBy(q => q.Id).SelectMany(q => q.Type is { } type ? QuestionFields.Of(q.Id, type) : [q.Id]);
        foreach (var clash in fields.GroupBy(f => f).Where(g => g.Count() > 1))
            o.Fault("questions", $"two questions would have the field \"{clash.Key}\"", "ids that do not end like another question's parts");
        return questions;
    }

    private static Question Question(ObjectReader o, IReadOnlyList<Option> options)
    {
        var id = o.Id("id");
        if (id is "quantity" or "handler" || id.StartsWith("option-", StringComparison.Ordinal))
            o.Fault("id", $"\"{id}\" is taken by the page", "another id, that does not begin with \"option-\"");
        var typeName = o.Reference("type", Types);
        var type = Askable.TryGetValue(typeName, out var askable) ? askable : (QuestionType?)null;
        var isText = type is QuestionType.Text or QuestionType.LongText;
        var question = new Question(
            id, type, typeName, o.Text("label", 3, 160), o.OptionalText("hint", 3, 300), o.Flag("required"),
            isText ? o.OptionalInteger("minLength", 1, 4000) : null,
            isText ? o.OptionalInteger("maxLength", 1, 4000) : null,
            type is QuestionType.Number ? o.OptionalInteger("min", -999_999_999, 999_999_999) : null,
            type is QuestionType.Number ? o.OptionalInteger("max", -999_999_999, 999_999_999) : null,
            type is QuestionType.Date ? Day(o, "earliest") : null,
            type is QuestionType.Date ? Day(o, "latest") : null,
            type is QuestionType.Radios or QuestionType.DropDown ? OptionsReader.Choices(o) : [],
            type is QuestionType.YesNo && o.Has("mustBe") && o.Matching("mustBe", YesPattern(), "\"yes\"").Length > 0,
            type is QuestionType.YesNo ? o.OptionalText("mustBeMessage", 10, 300) : null,
            o.Has("when") ? OptionsReader.When(o, options) : null);
        CheckRanges(o, question);
        return question;
    }

    private static void CheckRanges(ObjectReader o, Question question)
    {
        if (question.MinLength > question.MaxLength) o.Fault("maxLength", "it is less than minLength", $"{question.MinLength} or more");
        if (question.Min > question.Max) o.Fault("max", "it is less than min", $"{question.Min} or more");
        if (question.MustBeYes && question.MustBeMessage is null) o.Fault("mustBeMessage", "a guard has no message", "why they cannot go on and what to do instead");
        if (!question.MustBeYes && question.MustBeMessage is not null) o.Fault("mustBeMessage", "there is no \"mustBe\"", "both or neither");
    }

    private static string? Day(ObjectReader o, string member)
    {
        if (!o.Has(member)) return null;
        const string allowed = "\"today\", days from today such as \"+10\" or \"-365\", or a date such as \"1837-07-01\"";
        var text = o.Matching(member, DayPattern(), allowed);
        if (text.Contains('-', StringComparison.Ordinal) && text.Length == 10
            && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            o.Fault(member, $"\"{text}\" is no date", allowed);
        return text;
    }

    [GeneratedRegex(@"^(today|[+-][0-9]{1,5}|[0-9]{4}-[0-9]{2}-[0-9]{2})\z")]
    private static partial Regex DayPattern();

    [GeneratedRegex(@"^yes\z")]
    private static partial Regex YesPattern();
}
