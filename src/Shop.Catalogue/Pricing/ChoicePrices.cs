using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Pricing;

/// <summary>The price beside each choice of an option.</summary>
internal static class ChoicePrices
{
    public static OptionView Of(ServiceDefinition service, Option option, IReadOnlyDictionary<string, string> choices, int quantity)
    {
        var knowsOthers = service.Options.All(o => o.Id == option.Id || choices.TryGetValue(o.Id, out var c) && o.Choices.Any(x => x.Id == c));
        var adds = knowsOthers ? [] : Adds(service, option);
        return new OptionView(
            option.Id,
            option.Label,
            option.Hint,
            option.Choices.FirstOrDefault(c => c.Id == choices.GetValueOrDefault(option.Id))?.Id,
            [.. option.Choices.Select(c => Choice(service, option, c, With(choices, option, c), knowsOthers, quantity, adds))]);
    }

    private static OptionChoice Choice(
        ServiceDefinition service, Option option, Choice choice, Dictionary<string, string> chosen, bool knowsOthers, int quantity, Dictionary<string, long> adds)
    {
        var isPossible = !Combinations.IsImpossible(service, chosen);
        return new OptionChoice(
            choice.Id,
            choice.Label,
            knowsOthers && isPossible ? Total(service, chosen, quantity) : null,
            adds.TryGetValue(choice.Id, out var pence) ? pence : null,
            isPossible);
    }

    private static long? Total(ServiceDefinition service, Dictionary<string, string> chosen, int quantity)
    {
        var inRange = Math.Clamp(quantity, service.Quantity?.Min ?? 1, service.Quantity?.Max ?? 1);
        var charges = service.Charges.Where(c => c.AppliesTo(chosen, NoticeGiven.Full)).ToList();
        return charges.Count > 0 && charges.All(c => c.Amount.IsComputable) ? charges.Sum(c => c.Amount.Pence(inRange)) : null;
    }

    /// <summary>Only where the option stands alone: its charges ask for no other option and are made once.</summary>
    private static Dictionary<string, long> Adds(ServiceDefinition service, Option option)
    {
        var own = service.Charges.Where(c => c.When.ContainsKey(option.Id)).ToList();
        if (own.Any(c => c.When.Keys.Any(k => k != option.Id) || c.Amount.FixedPence is null)) return [];
        var sums = option.Choices.ToDictionary(c => c.Id, c => own.Where(charge => charge.When[option.Id].Contains(c.Id)).Sum(charge => charge.Amount.FixedPence!.Value));
        var cheapest = sums.Values.Min();
        return sums.ToDictionary(s => s.Key, s => s.Value - cheapest);
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> choices, Option option, Choice choice) =>
        new(choices) { [option.Id] = choice.Id };
}
