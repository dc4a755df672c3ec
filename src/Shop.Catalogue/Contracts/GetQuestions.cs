using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;

namespace Shop.Catalogue.Contracts;

/// <summary>
/// What the details page asks for a service with these choices (what is asked, and the notice a service needs, may depend on them).
/// Changes nothing. Null when the service is unknown, withdrawn or not sold online.
/// </summary>
public sealed record GetQuestions(string ServiceId, IReadOnlyDictionary<string, string> Choices) : IQuery<ServiceQuestions?>;

/// <param name="Questions">In the order of the page; may be empty.</param>
/// <param name="Uploads">Documents asked for on the page after the basket; may be empty.</param>
public sealed record ServiceQuestions(
    string ServiceId,
    string Title,
    IReadOnlyList<QuestionView> Questions,
    IReadOnlyList<UploadSlot> Uploads);

/// <summary>One question as a form shows it.</summary>
/// <param name="Id">Name of the form field; several fields "id-part" for <see cref="QuestionType.Date"/>, <see cref="QuestionType.Person"/> and <see cref="QuestionType.Address"/>, see <see cref="Fields"/>.</param>
/// <param name="MaxLength">Characters, for text; null otherwise.</param>
/// <param name="Choices">For radios and drop-downs, and yes and no for a yes/no question; empty otherwise.</param>
/// <param name="DayWords">For a date that needs notice: the earliest day, or from which day on the normal price holds. Null otherwise.</param>
public sealed record QuestionView(
    string Id,
    QuestionType Type,
    string Label,
    string? Hint,
    bool Required,
    int? MaxLength,
    IReadOnlyList<QuestionChoice> Choices,
    string? DayWords)
{
    /// <summary>The names of this question's form fields, in the order of the page.</summary>
    public IReadOnlyList<string> Fields => QuestionFields.Of(Id, Type);
}

public sealed record QuestionChoice(string Id, string Label);

public enum QuestionType { Text, LongText, Number, Date, YesNo, Radios, DropDown, Person, Address, Email, Phone }

/// <summary>How a question's answer is spread over form fields.</summary>
public static class QuestionFields
{
    public static IReadOnlyList<string> Of(string questionId, QuestionType type) => Parts(type) is { Count: > 0 } parts
        ? [.. parts.Select(part => $"{questionId}-{part}")]
        : [questionId];

    private static IReadOnlyList<string> Parts(QuestionType type) => type switch
    {
        QuestionType.Date => ["day", "month", "year"],
        QuestionType.Person => ["first-name", "last-name"],
        QuestionType.Address => ["line-1", "line-2", "town", "postcode"],
        _ => [],
    };
}
