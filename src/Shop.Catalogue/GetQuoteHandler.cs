using System.Globalization;
using MediatR;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;
using Shop.Catalogue.Pricing;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Catalogue;

internal sealed class GetQuoteHandler(ShopDbContext db, CurrentCatalogue current, TimeProvider clock) : IRequestHandler<GetQuote, QuoteResult>
{
    public async Task<QuoteResult> Handle(GetQuote request, CancellationToken cancellationToken)
    {
        var catalogue = await current.ForPricesAsync(db, cancellationToken);
        return Quote(catalogue, request, clock.Today());
    }

    /// <summary>Prices against one snapshot on one London day; reads nothing else.</summary>
    internal static QuoteResult Quote(CatalogueSnapshot catalogue, GetQuote request, DateOnly today)
    {
        if (!catalogue.Services.TryGetValue(request.ServiceId, out var found)) return new QuoteResult.NotFound();
        var service = found.Definition;
        if (!found.IsOnline) return new QuoteResult.NotOnline(service.Title);
        var errors = ChoiceCheck.Errors(service, request.Choices, request.Quantity);
        if (errors.Count > 0) return new QuoteResult.Invalid(errors);
        if (ChoiceCheck.Impossible(service, request.Choices) is { } message) return new QuoteResult.Impossible(message);

        var notice = NoticeGiven.Full;
        if (service.Notice is { } rule && request.ServiceDate is { } day && Conditions.Hold(rule.When, request.Choices))
        {
            var calendar = new NoticeCalendar(rule, catalogue.WorkingDays, today);
            if (calendar.For(day) is not { } given) return TooEarly(rule, calendar, day);
            notice = given;
        }

        return new QuoteResult.Priced(Line(catalogue, found, request, notice, today));
    }

    private static QuoteResult.TooEarly TooEarly(NoticeRule rule, NoticeCalendar calendar, DateOnly day)
    {
        var earliest = calendar.NextAllowed(day);
        var date = earliest.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return new QuoteResult.TooEarly(rule.DateQuestion, earliest, earliest == calendar.FullFrom
            ? $"Date must be {date} or later, because we need {calendar.NoticeWords}"
            : "Date must be today or in the future");
    }

    private static LineSnapshot Line(CatalogueSnapshot catalogue, CatalogueService found, GetQuote request, NoticeGiven notice, DateOnly today)
    {
        var service = found.Definition;
        var team = catalogue.Teams[service.Team];
        return new LineSnapshot
        {
            ServiceId = service.Id,
            ServiceVersion = found.Version,
            Title = service.Title,
            Choices = service.Options.ToDictionary(o => o.Id, o => request.Choices[o.Id]),
            Options = [.. service.Options.Select(o => new ChosenOption(o.Label, ChoiceCheck.Label(o, request.Choices[o.Id])))],
            Quantity = request.Quantity,
            Unit = service.Quantity?.Unit,
            Components = Pricer.Components(service, request.Choices, notice, request.Quantity, catalogue.VatCodes),
            Answers = [],
            Uploads = [.. service.Uploads.Select(u => new UploadSlot(u.Id, u.Label, u.Required, u.MaxFiles, u.Hint))],
            Team = new TeamSnapshot(team.Id, team.Name, team.Email),
            TargetWorkingDays = service.HowLongItTakes.WorkingDays,
            DueOn = catalogue.WorkingDays.Add(today, service.HowLongItTakes.WorkingDays),
            ServiceDate = request.ServiceDate,
            NeedsApproval = service.NeedsApproval,
            WhatHappensNext = service.WhatHappensNext,
            RefundWords = service.Refunds,
            PriceReason = notice == NoticeGiven.Full ? null : service.Notice!.Reason,
        };
    }
}
