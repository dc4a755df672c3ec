namespace Shop.Catalogue.Definitions;

/// <summary>Every combination of choices that can be bought, with every notice that may be given for it.</summary>
internal static class Combinations
{
    public const int Most = 5_000;

    public static long Count(ServiceDefinition service) =>
        service.Options.Aggregate(1L, (product, option) => Math.Min(product * option.Choices.Count, int.MaxValue));

    public static IEnumerable<IReadOnlyDictionary<string, string>> Possible(ServiceDefinition service) =>
        All(service.Options, 0, []).Where(c => !IsImpossible(service, c));

    public static bool IsImpossible(ServiceDefinition service, IReadOnlyDictionary<string, string> choices) =>
        service.Impossible.Any(entry => entry.All(e => choices.GetValueOrDefault(e.Key) == e.Value));

    public static IEnumerable<NoticeGiven> Notices(ServiceDefinition service, IReadOnlyDictionary<string, string> choices)
    {
        yield return NoticeGiven.Full;
        if (service.Notice is not { } rule || !Conditions.Hold(rule.When, choices)) yield break;
        if (rule.Short == NoticeReaction.Charge) yield return NoticeGiven.Short;
        if (rule.Past == NoticeReaction.Charge) yield return NoticeGiven.Retrospective;
    }

    private static IEnumerable<Dictionary<string, string>> All(IReadOnlyList<Option> options, int at, Dictionary<string, string> chosen)
    {
        if (at == options.Count)
        {
            yield return new Dictionary<string, string>(chosen);
            yield break;
        }

        foreach (var choice in options[at].Choices)
        {
            chosen[options[at].Id] = choice.Id;
            foreach (var rest in All(options, at + 1, chosen)) yield return rest;
        }
    }
}
