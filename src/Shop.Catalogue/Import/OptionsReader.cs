using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Import;

/// <summary>Reads options, quantity and the conditions that speak of them.</summary>
internal static class OptionsReader
{
    /// <summary>Names that stand for something else in conditions and in the page's form.</summary>
    private static readonly string[] Taken = [Charge.NoticeCondition, "quantity"];

    public static IReadOnlyList<Option> Options(ObjectReader o)
    {
        var options = o.List("options", 0, 6, option =>
        {
            var id = option.Id("id");
            if (Taken.Contains(id)) option.Fault("id", $"\"{id}\" has a meaning of its own", "another id");
            return new Option(id, option.Text("label", 5, 120), option.OptionalText("hint", 3, 300), Choices(option));
        });
        EachOnce(o, "options", options.Select(p => p.Id));
        return options;
    }

    public static IReadOnlyList<Choice> Choices(ObjectReader o)
    {
        var choices = o.List("choices", 2, 30, c => new Choice(c.Id("id"), c.Text("label", 1, 120)));
        EachOnce(o, "choices", choices.Select(c => c.Id));
        return choices;
    }

    public static QuantityRange Quantity(ObjectReader o)
    {
        var range = new QuantityRange(o.Text("label", 5, 120), o.Text("unit", 2, 40), o.Integer("min", 1, 1000), o.Integer("max", 1, 1000));
        if (range.Max < range.Min) o.Fault("max", $"{range.Max} is less than the smallest quantity, {range.Min}", $"{range.Min} or more");
        return range;
    }

    public static IReadOnlyDictionary<string, string> Impossible(ObjectReader o, IReadOnlyList<Option> options)
    {
        var entry = new Dictionary<string, string>();
        foreach (var name in o.Names())
            if (Find(o, name, options) is { } option)
                entry[name] = o.Reference(name, ChoicesOf(option));
        return entry;
    }

    /// <summary>Reads a condition: option ids to the choices for which something holds.</summary>
    /// <param name="more">Names that may stand beside the options, with the values they may have.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> When(ObjectReader o, IReadOnlyList<Option> options, params KnownIds[] more)
    {
        if (!o.Has("when")) return new Dictionary<string, IReadOnlyList<string>>();
        return o.Object("when", when =>
        {
            var sets = new Dictionary<string, IReadOnlyList<string>>();
            foreach (var name in when.Names())
                if ((more.FirstOrDefault(m => m.What == name) ?? ChoicesOf(Find(when, name, options))) is { } known)
                    sets[name] = Set(when, name, known);
            return sets;
        });
    }

    public static void EachOnce(ObjectReader o, string member, IEnumerable<string> ids)
    {
        foreach (var twice in ids.GroupBy(id => id).Where(g => g.Key.Length > 0 && g.Count() > 1))
            o.Fault(member, $"the id \"{twice.Key}\" stands there {twice.Count()} times", "each id once");
    }

    private static IReadOnlyList<string> Set(ObjectReader o, string name, KnownIds known)
    {
        var set = o.TextList(name, 1, 30, 1, 60);
        foreach (var (id, i) in set.Select((id, i) => (id, i)))
            if (!known.Contains(id)) o.FaultAt(name, i, $"\"{id}\" is not a choice of \"{name}\"", known.Words);
        EachOnce(o, name, set);
        return set;
    }

    private static Option? Find(ObjectReader o, string name, IReadOnlyList<Option> options)
    {
        var found = options.FirstOrDefault(p => p.Id == name);
        if (found is null)
            o.Fault(name, $"\"{name}\" is not an option of this service", options.Count == 0 ? "nothing, as it has no options" : "one of " + string.Join(", ", options.Select(p => p.Id)));
        return found;
    }

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(option))]
    private static KnownIds? ChoicesOf(Option? option) =>
        option is null ? null : new($"a choice of \"{option.Id}\"", option.Choices.Select(c => c.Id).ToList());
}
