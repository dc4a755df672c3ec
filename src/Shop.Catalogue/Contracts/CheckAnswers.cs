using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;

namespace Shop.Catalogue.Contracts;

/// <summary>
/// Validates what a resident typed against the questions that the service asks for these choices. <paramref name="Fields"/> are the raw form fields:
/// a question's id, or "id-part" for dates, persons and addresses (see <see cref="QuestionFields"/>).
/// Changes nothing; unknown fields are ignored. Null when the service is unknown, withdrawn or not sold online.
/// </summary>
public sealed record CheckAnswers(string ServiceId, IReadOnlyDictionary<string, string> Choices, IReadOnlyDictionary<string, string> Fields) : IQuery<CheckedAnswers?>;

/// <param name="Answers">One a question, in the order of the page, with an empty text where an optional one was left out. Complete only when there are no errors.</param>
/// <param name="Errors">By field id as in the form, in the order of the page.</param>
/// <param name="ServiceDate">The answer to the question that the notice rule counts from.</param>
public sealed record CheckedAnswers(IReadOnlyList<Answer> Answers, IReadOnlyList<FieldError> Errors, DateOnly? ServiceDate);

public sealed record FieldError(string Field, string Message);
