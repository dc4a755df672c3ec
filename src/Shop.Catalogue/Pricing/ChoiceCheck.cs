using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Pricing;

/// <summary>Checks what a resident chose, with messages for the page.</summary>
internal static class ChoiceCheck
{
    public static Dictionary<string, string> Errors(ServiceDefinition service, IReadOnlyDictionary<string, string> choices, int quantity)
    {
        var errors = service.Options
            .Where(o => !choices.TryGetValue(o.Id, out var choice) || o.Choices.All(c => c.Id != choice))
            .ToDictionary(o => o.Id, o => $"Select an answer to ‘{o.Label}’");
        if (service.Quantity is { } range && (quantity < range.Min || quantity > range.Max))
            errors["quantity"] = range.Min == range.Max ? $"{range.Label} must be {range.Min}" : $"{range.Label} must be between {range.Min} and {range.Max}";
        if (service.Quantity is null && quantity != 1)
            errors["quantity"] = "You can buy only one of these at a time";
        return errors;
    }

    /// <summary>Why the combination cannot be bought; null when it can.</summary>
    public static string? Impossible(ServiceDefinition service, IReadOnlyDictionary<string, string> choices)
    {
        var entry = service.Impossible.FirstOrDefault(i => i.All(e => choices.GetValueOrDefault(e.Key) == e.Value));
        if (entry is null) return null;
        var labels = service.Options.Where(o => entry.ContainsKey(o.Id)).Select(o => $"‘{Label(o, entry[o.Id])}’").ToList();
        return labels.Count == 1
            ? $"You cannot choose {labels[0]}"
            : $"You cannot choose {string.Join(", ", labels.SkipLast(1))} together with {labels[^1]}";
    }

    public static string Label(Option option, string choice) => option.Choices.First(c => c.Id == choice).Label;
}
