using MediatR;
using Shop.Catalogue.Answers;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;
using Shop.Catalogue.Pricing;
using Shop.Catalogue.Snapshot;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Catalogue;

internal sealed class GetQuestionsHandler(ShopDbContext db, CurrentCatalogue current, TimeProvider clock) : IRequestHandler<GetQuestions, ServiceQuestions?>
{
    public async Task<ServiceQuestions?> Handle(GetQuestions request, CancellationToken cancellationToken)
    {
        var catalogue = await current.ForPricesAsync(db, cancellationToken);
        if (!catalogue.Services.TryGetValue(request.ServiceId, out var found) || !found.IsOnline) return null;
        var service = found.Definition;
        return new ServiceQuestions(
            service.Id,
            service.Title,
            [.. service.Questions.Where(q => q.IsAsked(request.Choices)).Select(q => View(q, DayWords(catalogue, service, q, request.Choices)))],
            [.. service.Uploads.Select(u => new UploadSlot(u.Id, u.Label, u.Required, u.MaxFiles, u.Hint))]);
    }

    private static QuestionView View(Question question, string? dayWords) => new(
        question.Id,
        question.Type!.Value,
        question.Label,
        question.Hint,
        question.Required,
        question.Type is QuestionType.Text or QuestionType.LongText ? TextAnswer.MaxLength(question) : null,
        [.. ChoiceAnswer.Choices(question).Select(c => new QuestionChoice(c.Id, c.Label))],
        dayWords);

    private string? DayWords(CatalogueSnapshot catalogue, ServiceDefinition service, Question question, IReadOnlyDictionary<string, string> choices)
    {
        if (question.Type != QuestionType.Date) return null;
        var today = clock.Today();
        var earliest = question.Earliest is ['+', ..] ? DateAnswer.Bound(question.Earliest, today) : null;
        if (service.Notice is not { } rule || rule.DateQuestion != question.Id || !Conditions.Hold(rule.When, choices))
            return earliest is { } first ? EarliestWords(first) : null;

        var calendar = new NoticeCalendar(rule, catalogue.WorkingDays, today);
        if (rule.Short == NoticeReaction.Refuse) earliest = earliest > calendar.FullFrom ? earliest : calendar.FullFrom;
        var sentences = new[]
        {
            earliest is { } day ? EarliestWords(day) : null,
            rule.Short == NoticeReaction.Charge ? $"Dates before {DateAnswer.Words(calendar.FullFrom)} {More(service, choices, NoticeGiven.Short)}." : null,
            rule.Past == NoticeReaction.Charge ? $"Dates in the past {More(service, choices, NoticeGiven.Retrospective)}." : null,
            rule.Reason,
        };
        return string.Join(' ', sentences.Where(s => s is not null));
    }

    private static string EarliestWords(DateOnly day) => $"The earliest date you can choose is {DateAnswer.Words(day)}.";

    private static string More(ServiceDefinition service, IReadOnlyDictionary<string, string> choices, NoticeGiven notice)
    {
        if (ChoiceCheck.Errors(service, choices, service.Quantity?.Min ?? 1).Count > 0) return "cost more";
        var more = Pricer.Total(service, choices, notice, 1) - Pricer.Total(service, choices, NoticeGiven.Full, 1);
        return more > 0 ? $"cost {new Money(more)} more" : "are short notice";
    }
}
