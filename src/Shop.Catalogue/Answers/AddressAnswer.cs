using System.Text.RegularExpressions;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Answers;

/// <summary>An address in the United Kingdom: two lines, town and postcode; the second line may be left out.</summary>
internal static partial class AddressAnswer
{
    private const int MostCharacters = 100;

    public static QuestionResult Check(Question question, IReadOnlyDictionary<string, string> fields)
    {
        var names = QuestionFields.Of(question.Id, QuestionType.Address);
        var typed = names.Select(name => TypedText.Of(fields.GetValueOrDefault(name))).ToList();
        if (typed.All(t => t.IsEmpty) && !question.Required) return QuestionResult.Empty;
        var postcode = Postcode(typed[3].Text);
        var problems = new[]
        {
            Problem("Address line 1", typed[0], "Enter address line 1, typically the building and street"),
            Problem("Address line 2", typed[1], null),
            Problem("Town or city", typed[2], "Enter town or city"),
            typed[3].IsEmpty ? "Enter postcode" : postcode is null ? "Enter a full UK postcode" : null,
        };
        var errors = names.Zip(problems).Where(p => p.Second is not null).Select(p => new FieldError(p.First, p.Second!)).ToList();
        return errors.Count > 0
            ? new QuestionResult("", errors)
            : QuestionResult.Of(string.Join(", ", new[] { typed[0].Text, typed[1].Text, typed[2].Text, postcode! }.Where(part => part.Length > 0)));
    }

    /// <summary>"lm14ab" as "LM1 4AB"; null when it is no postcode.</summary>
    public static string? Postcode(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return PostcodePattern().IsMatch(plain) ? $"{plain[..^3]} {plain[^3..]}" : null;
    }

    private static string? Problem(string subject, TypedText typed, string? enter) =>
        typed.IsEmpty ? enter : TextAnswer.Problem(subject, typed, 1, MostCharacters);

    [GeneratedRegex(@"^(GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex PostcodePattern();
}
