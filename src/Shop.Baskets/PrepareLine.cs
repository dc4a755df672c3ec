using MediatR;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;

namespace Shop.Baskets;

/// <summary>Checks answers and choices together and prices them: everything a line needs, or everything that is wrong. Changes nothing.</summary>
internal sealed record PrepareLine(string ServiceId, IReadOnlyDictionary<string, string> Choices, int Quantity, IReadOnlyDictionary<string, string> Fields)
    : IQuery<PreparedLine>;

internal abstract record PreparedLine
{
    private PreparedLine() { }

    public sealed record Ready(LineSnapshot Snapshot, IReadOnlyDictionary<string, string> Fields) : PreparedLine;

    /// <summary>Options and quantity first, then the questions in the order of the page.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> OptionErrors, IReadOnlyList<FieldError> AnswerErrors) : PreparedLine;

    public sealed record Impossible(string Message) : PreparedLine;

    public sealed record NotOnline(string Title) : PreparedLine;

    public sealed record NotFound : PreparedLine;
}

internal sealed class PrepareLineHandler(IMediator mediator) : IRequestHandler<PrepareLine, PreparedLine>
{
    public async Task<PreparedLine> Handle(PrepareLine request, CancellationToken cancellationToken)
    {
        var answers = await mediator.Send(new CheckAnswers(request.ServiceId, request.Choices, request.Fields), cancellationToken);
        if (answers is null) return new PreparedLine.NotFound();
        var quote = await mediator.Send(new GetQuote(request.ServiceId, request.Choices, request.Quantity, answers.ServiceDate), cancellationToken);
        return quote switch
        {
            QuoteResult.Priced priced when answers.Errors.Count == 0 =>
                new PreparedLine.Ready(priced.Line with { Answers = answers.Answers }, Kept(request.Fields, answers.Answers)),
            QuoteResult.Priced => new PreparedLine.Invalid([], answers.Errors),
            QuoteResult.Invalid invalid => new PreparedLine.Invalid([.. invalid.Errors.Select(e => new FieldError(e.Key, e.Value))], answers.Errors),
            QuoteResult.TooEarly early => new PreparedLine.Invalid([], WithDateError(answers.Errors, new FieldError(early.QuestionId, early.Message))),
            QuoteResult.Impossible impossible => new PreparedLine.Impossible(impossible.Message),
            QuoteResult.NotOnline notOnline => new PreparedLine.NotOnline(notOnline.Title),
            QuoteResult.NotFound => new PreparedLine.NotFound(),
            _ => throw new InvalidOperationException($"Unknown quote result {quote.GetType().Name}."),
        };
    }

    /// <summary>The date is wrong in one way only: what the question itself says comes first.</summary>
    private static List<FieldError> WithDateError(IReadOnlyList<FieldError> errors, FieldError date) =>
        errors.Any(e => e.Field.StartsWith(date.Field, StringComparison.Ordinal)) ? [.. errors] : [.. errors, date];

    /// <summary>Only fields of the service's questions: what else was sent is not ours to keep.</summary>
    private static Dictionary<string, string> Kept(IReadOnlyDictionary<string, string> fields, IReadOnlyList<Answer> answers) =>
        fields.Where(f => answers.Any(a => f.Key == a.QuestionId || f.Key.StartsWith(a.QuestionId + "-", StringComparison.Ordinal)))
            .ToDictionary(StringComparer.Ordinal);
}
