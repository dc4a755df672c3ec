using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Pricing;

/// <summary>The price beside each choice of an option.</summary>
internal static class ChoicePrices
{
    public static OptionView Of(ServiceDefinition service, Option option, IReadOnlyDictionary<string, string> choices, int quantity)
    {
        var adds = service.Options.Count > 1 ? Adds(service, option) : null;
        var knowsOthers = service.Options.All(o => o.Id == option.Id || choices.TryGetValue(o.Id, out var c) && o.Choices.Any(x => x.Id == c));
        var views = option.Choices.Select(c =>
        {
            var chosen = new Dictionary<string, string>(choices) { [option.Id] = c.Id };
            var isPossible = !Combinations.IsImpossible(service, chosen);
            var total = adds is null && knowsOthers && isPossible ? Total(service, chosen, quantity) : null;
            return new OptionChoice(c.Id, c.Label, total, adds?[c.Id], isPossible);
        }).ToList();
        return new OptionView(option.Id, option.Label, option.Hint, option.Choices.FirstOrDefault(c => c.Id == choices.GetValueOrDefault(option.Id))?.Id, WithoutSameTotals(views));
    }

    /// <summary>A choice that does not change the price needs none beside it.</summary>
    private static List<OptionChoice> WithoutSameTotals(List<OptionChoice> views) =>
        views.Count > 1 && views.Select(v => v.TotalPence).Distinct().Count() == 1 ? [.. views.Select(v => v with { TotalPence = null })] : views;

    private static long? Total(ServiceDefinition service, Dictionary<string, string> chosen, int quantity)
    {
        var inRange = Math.Clamp(quantity, service.Quantity?.Min ?? 1, service.Quantity?.Max ?? 1);
        var charges = service.Charges.Where(c => c.AppliesTo(chosen, NoticeGiven.Full)).ToList();
        return charges.Count > 0 && charges.All(c => c.Amount.IsComputable) ? charges.Sum(c => c.Amount.Pence(inRange)) : null;
    }

    /// <summary>What each choice adds to the cheapest. Null where the option does not stand alone: its charges ask for other options, or are made for each unit.</summary>
    private static Dictionary<string, long>? Adds(ServiceDefinition service, Option option)
    {
        var own = service.Charges.Where(c => c.When.ContainsKey(option.Id)).ToList();
        if (own.Any(c => c.When.Keys.Any(k => k != option.Id) || c.Amount.FixedPence is null)) return null;
        var sums = option.Choices.ToDictionary(c => c.Id, c => own.Where(charge => charge.When[option.Id].Contains(c.Id)).Sum(charge => charge.Amount.FixedPence!.Value));
        var cheapest = sums.Values.Min();
        return sums.ToDictionary(s => s.Key, s => s.Value - cheapest);
    }
}
