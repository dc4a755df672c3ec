using Shop.Catalogue.Definitions;
using Shop.Catalogue.Pricing;
using Shop.Catalogue.Snapshot;

namespace Shop.Catalogue;

/// <summary>Puts a service's page together from one snapshot.</summary>
internal static class ServicePageView
{
    public static ServicePage Of(CatalogueSnapshot catalogue, CatalogueService found, GetServicePage request)
    {
        var s = found.Definition;
        var quantity = request.Quantity ?? s.Quantity?.Min ?? 1;
        var errors = ChoiceCheck.Errors(s, request.Choices, quantity);
        var impossible = errors.Count == 0 ? ChoiceCheck.Impossible(s, request.Choices) : null;
        var category = catalogue.Categories.First(c => c.Id == s.Category);
        return new ServicePage
        {
            Id = s.Id,
            Title = s.Title,
            Summary = s.Summary,
            WhoItIsFor = s.WhoItIsFor,
            WhoCannotUseIt = s.WhoCannotUseIt,
            HowLong = s.HowLongItTakes.Text,
            WhatYouNeed = s.WhatYouNeed,
            Documents = [.. s.Uploads.Select(u => u.Required ? u.Label : $"{u.Label} (optional)")],
            AlsoCalled = s.Keywords,
            WhatHappensNext = s.WhatHappensNext,
            Refunds = s.Refunds,
            Category = new CategoryLink(category.Id, category.Name, category.Summary),
            Phone = PhoneOf(catalogue, s),
            IsOnline = found.IsOnline,
            PhoneOffer = s.PhoneOffer,
            AsksQuestions = s.Questions.Count + s.Uploads.Count > 0,
            Options = [.. s.Options.Select(o => ChoicePrices.Of(s, o, request.Choices, quantity))],
            Quantity = s.Quantity is { } q ? new QuantityView(q.Label, q.Unit, q.Min, q.Max, quantity) : null,
            NoticeWords = s.Notice is { } rule ? NoticeWords(rule) : null,
            Price = PriceSummary.Of(catalogue, found),
            Components = found.IsOnline && errors.Count == 0 && impossible is null
                ? Pricer.Components(s, request.Choices, NoticeGiven.Full, quantity, catalogue.VatCodes)
                : [],
            PriceList = [.. s.Charges.Select(c => Row(catalogue, s, c))],
            Errors = errors,
            Impossible = impossible,
        };
    }

    private static ContactPhone PhoneOf(CatalogueSnapshot catalogue, ServiceDefinition service)
    {
        var team = catalogue.Teams[service.Team];
        return new ContactPhone(team.Name, team.Phone ?? catalogue.Council!.Phone, catalogue.Council!.PhoneHours);
    }

    private static string NoticeWords(NoticeRule rule)
    {
        var days = $"{rule.WorkingDays}{(rule.Clear ? " clear" : "")} working {(rule.WorkingDays == 1 ? "day's" : "days'")} notice";
        return rule.Reason is null ? $"Give us {days}." : $"Give us {days}. {rule.Reason}";
    }

    private static PriceListRow Row(CatalogueSnapshot catalogue, ServiceDefinition service, Charge charge) => new(
        charge.Name,
        charge.Amount.FixedPence ?? charge.Amount.PerUnitPence,
        charge.Amount.PerUnitPence is null ? null : service.Quantity?.Unit,
        charge.Amount.IsComputable ? null : charge.Amount.RuleWords ?? "Ask us for the price",
        [.. charge.When.Select(w => ConditionWords(service, w.Key, w.Value))],
        catalogue.VatCodes[charge.VatCode].Words,
        charge.KeptWords);

    private static string ConditionWords(ServiceDefinition service, string option, IReadOnlyList<string> choices)
    {
        var words = option == Charge.NoticeCondition
            ? choices.Select(NoticeCondition)
            : choices.Select(c => ChoiceCheck.Label(service.Options.First(o => o.Id == option), c));
        return string.Join(" or ", words);
    }

    private static string NoticeCondition(string given) => given switch
    {
        "full" => "Full notice",
        "short" => "Short notice",
        _ => "A date in the past",
    };
}
