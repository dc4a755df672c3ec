using Shop.Catalogue.Contracts;

namespace Shop.Web.Pages.Services;

/// <summary>The questions of a service with what was typed so far, for the form that asks them.</summary>
public sealed record DetailsQuestions(ServiceQuestions Service, IReadOnlyDictionary<string, string> Typed)
{
    public string? Value(string field) => Typed.GetValueOrDefault(field);

    public static string Label(QuestionView question) => question.Required ? question.Label : $"{question.Label} (optional)";

    /// <summary>What the notice means for the day comes after the question's own hint.</summary>
    public static string? Hint(QuestionView question) =>
        question.DayWords is null ? question.Hint : string.Join(" ", new[] { question.Hint, question.DayWords }.OfType<string>());

    public static IEnumerable<GovOption> Options(QuestionView question) => question.Choices.Select(c => new GovOption(c.Id, c.Label));

    /// <summary>A drop-down begins with nothing chosen.</summary>
    public static IEnumerable<GovOption> DropDown(QuestionView question) => Options(question).Prepend(new GovOption("", "Choose one"));
}
