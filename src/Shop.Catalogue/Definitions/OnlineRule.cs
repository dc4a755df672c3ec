namespace Shop.Catalogue.Definitions;

/// <summary>
/// A service is sold online only when everything it needs is supported: its pay model, every charge, every question
/// and every rule. Otherwise it is found and described, and offered by phone.
/// </summary>
internal static class OnlineRule
{
    /// <summary>What keeps the service offline, in words an editor understands; empty when it can be sold.</summary>
    public static IReadOnlyList<string> Missing(ServiceDefinition service, IReadOnlyList<VatCode> vatCodes) =>
        [.. MissingFeatures(service, vatCodes), .. Unpriced(service).Select(c => $"no charge for {c}").Take(1)];

    /// <summary>As <see cref="Missing"/>, without looking at the combinations of choices.</summary>
    public static IEnumerable<string> MissingFeatures(ServiceDefinition service, IReadOnlyList<VatCode> vatCodes)
    {
        if (PayModelWords(service.PayModel) is { } payModel) yield return payModel;
        foreach (var charge in service.Charges)
        {
            if (charge.Amount.Rule is { } rule) yield return $"charge \"{charge.Name}\": {RuleWords(rule)}";
            if (vatCodes.FirstOrDefault(c => c.Code == charge.VatCode)?.Treatment == VatTreatment.Undecided)
                yield return $"charge \"{charge.Name}\": its VAT is not decided";
        }

        foreach (var question in service.Questions.Where(q => q.Type is null))
            yield return $"question \"{question.Label}\": {QuestionWords(question.TypeName)}";
        foreach (var rule in service.Rules)
            yield return $"rule \"{rule}\"";
    }

    /// <summary>Combinations that can be chosen but have no charge at all: free is never an accident.</summary>
    public static IEnumerable<string> Unpriced(ServiceDefinition service) =>
        from choices in Combinations.Possible(service)
        from notice in Combinations.Notices(service, choices)
        where !service.Charges.Any(c => c.AppliesTo(choices, notice))
        select string.Join(", ", choices.Select(c => $"{c.Key} = {c.Value}").Append($"notice = {Conditions.NameOf(notice)}"));

    private static string? PayModelWords(PayModel model) => model switch
    {
        PayModel.PayThenProcess or PayModel.Free => null,
        PayModel.ApproveThenPay => "pay model: approve first, then pay",
        PayModel.Deposit => "pay model: deposit now, balance later",
        PayModel.Slot => "pay model: payment holds an appointment",
        PayModel.Subscription => "pay model: subscription that renews",
        PayModel.WaitingList => "pay model: waiting list",
        _ => "pay model: instalments",
    };

    private static string RuleWords(string rule) => rule switch
    {
        "perMetre" => "priced per metre",
        "tiered" => "priced in tiers",
        "perStep" => "priced in steps",
        "firstAndNext" => "first and further ones cost differently",
        "byDayAndHour" => "priced by day and hour",
        "concession" => "concession",
        "freeQuota" => "some are free",
        "serviceDatePrice" => "priced by the date of the service",
        "outcome" => "priced by the outcome",
        "quote" => "priced by a quote",
        _ => "a percentage",
    };

    private static string QuestionWords(string type) => type switch
    {
        "map" => "needs a map",
        "repeatGroup" => "asks the same for several people or things",
        "calculation" => "needs a calculation",
        _ => "a declaration for each person",
    };
}
