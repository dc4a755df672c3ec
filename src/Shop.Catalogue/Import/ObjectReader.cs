using System.Text.Json;
using System.Text.RegularExpressions;

namespace Shop.Catalogue.Import;

/// <summary>
/// Reads the members of one JSON object. A mistake is noted with its place and reading goes on with a stand-in value,
/// so that an editor sees all mistakes of all files at once. Members nobody asked for are mistakes, too.
/// </summary>
internal sealed partial class ObjectReader(JsonElement? value, string file, string pointer, ICollection<ImportFault> faults)
{
    private readonly HashSet<string> _asked = pointer.Length == 0 ? ["$schema"] : [];

    /// <summary>Notes a mistake at a member of this object, or at the object itself when <paramref name="member"/> is empty.</summary>
    public void Fault(string member, string problem, string allowed) =>
        faults.Add(new ImportFault(file, member.Length == 0 ? pointer : PointerTo(member), problem, allowed));

    /// <summary>Notes a mistake at an entry of a list.</summary>
    public void FaultAt(string member, int index, string problem, string allowed) =>
        faults.Add(new ImportFault(file, $"{PointerTo(member)}/{index}", problem, allowed));

    /// <summary>Whether this file has no mistake so far: checks across members make sense only then.</summary>
    public bool FileIsSound => faults.All(f => f.File != file);

    public bool Has(string member) => Find(member) is not null;

    public string Text(string member, int min, int max) => Required(member) is { } found ? TextOf(found, PointerTo(member), min, max) : "";

    public string? OptionalText(string member, int min, int max) => Has(member) ? Text(member, min, max) : null;

    public string Matching(string member, Regex pattern, string allowed)
    {
        if (Required(member) is not { } found) return "";
        if (found.ValueKind == JsonValueKind.String && pattern.IsMatch(found.GetString()!)) return found.GetString()!;
        Fault(member, $"{Shown(found)} is not valid", allowed);
        return "";
    }

    public string Id(string member) => Matching(member, IdPattern(), "1 to 60 of a-z, 0-9 and -");

    public int Integer(string member, int min, int max)
    {
        if (Required(member) is not { } found) return min;
        if (found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out var number) && number >= min && number <= max) return number;
        Fault(member, $"{Shown(found)} is not valid", $"a whole number from {min} to {max}");
        return min;
    }

    public int? OptionalInteger(string member, int min, int max) => Has(member) ? Integer(member, min, max) : null;

    public bool Flag(string member)
    {
        if (Required(member) is not { } found) return false;
        if (found.ValueKind is JsonValueKind.True or JsonValueKind.False) return found.GetBoolean();
        Fault(member, $"{Shown(found)} is not valid", "true or false");
        return false;
    }

    public bool OptionalFlag(string member) => Has(member) && Flag(member);

    /// <summary>One of the names of an enum, with a small first letter.</summary>
    public T Word<T>(string member) where T : struct, Enum
    {
        if (Required(member) is not { } found) return default;
        var words = Enum.GetNames<T>().ToDictionary(JsonNamingPolicy.CamelCase.ConvertName, Enum.Parse<T>);
        if (found.ValueKind == JsonValueKind.String && words.TryGetValue(found.GetString()!, out var word)) return word;
        Fault(member, $"{Shown(found)} is not valid", "one of " + string.Join(", ", words.Keys));
        return default;
    }

    /// <summary>An id that must exist elsewhere; whether it does is not asked when that other file could not be read.</summary>
    public string Reference(string member, KnownIds known)
    {
        if (Required(member) is not { } found) return "";
        var id = found.ValueKind == JsonValueKind.String ? found.GetString()! : "";
        if (found.ValueKind == JsonValueKind.String && known.Contains(id)) return id;
        Fault(member, $"{Shown(found)} is not {known.What}", known.Words);
        return id;
    }

    public T Object<T>(string member, Func<ObjectReader, T> read) => ReadChild(Required(member), PointerTo(member), read);

    public T? OptionalObject<T>(string member, Func<ObjectReader, T> read) where T : class => Has(member) ? Object(member, read) : null;

    public IReadOnlyList<T> List<T>(string member, int min, int max, Func<ObjectReader, T> read) =>
        Items(member, min, max).Select(item => ReadChild(item.Value, item.Pointer, read)).ToList();

    public IReadOnlyList<string> TextList(string member, int min, int max, int minLength, int maxLength) =>
        Items(member, min, max).Select(item => TextOf(item.Value, item.Pointer, minLength, maxLength)).ToList();

    /// <summary>Reads an object whose members are keys of its own, such as option ids.</summary>
    public IReadOnlyList<(string Key, T Value)> Map<T>(string member, Func<ObjectReader, string, T> read) =>
        Object(member, map => map.Names().Select(name => (name, read(map, name))).ToList());

    public IReadOnlyList<string> Names()
    {
        if (value is not { } self) return [];
        var names = self.EnumerateObject().Select(p => p.Name).ToList();
        if (names.Count == 0) Fault("", "it is empty", "at least one member");
        _asked.UnionWith(names);
        return names;
    }

    /// <summary>The JSON text of the whole object; everything in it counts as read.</summary>
    public string WholeText()
    {
        if (value is not { } self) return "";
        _asked.UnionWith(self.EnumerateObject().Select(p => p.Name));
        return JsonSerializer.Serialize(self);
    }

    /// <summary>Notes every member that was not asked for.</summary>
    public void Close()
    {
        if (value is not { } self) return;
        foreach (var name in self.EnumerateObject().Select(p => p.Name).Where(n => !_asked.Contains(n)))
            Fault(name, $"\"{name}\" is not known here", string.Join(", ", _asked.Where(n => n != "$schema").Order(StringComparer.Ordinal)));
    }

    private JsonElement? Find(string member)
    {
        _asked.Add(member);
        return value is { } self && self.TryGetProperty(member, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
    }

    private JsonElement? Required(string member)
    {
        var found = Find(member);
        if (found is null && value is not null) Fault(member, $"\"{member}\" is missing", $"\"{member}\" must be given");
        return found;
    }

    private T ReadChild<T>(JsonElement? child, string childPointer, Func<ObjectReader, T> read)
    {
        if (child is { ValueKind: not JsonValueKind.Object } other)
        {
            faults.Add(new ImportFault(file, childPointer, $"{Shown(other)} is not valid", "an object { … }"));
            child = null;
        }

        var reader = new ObjectReader(child, file, childPointer, faults);
        var result = read(reader);
        reader.Close();
        return result;
    }

    private List<(JsonElement Value, string Pointer)> Items(string member, int min, int max)
    {
        if (Required(member) is not { } found) return [];
        var allowed = $"a list [ … ] of {min} to {max}";
        if (found.ValueKind != JsonValueKind.Array)
        {
            Fault(member, $"{Shown(found)} is not valid", allowed);
            return [];
        }

        var count = found.GetArrayLength();
        if (count < min || count > max) Fault(member, $"it has {count} entries", allowed);
        return [.. found.EnumerateArray().Take(max).Select((item, i) => (item, $"{PointerTo(member)}/{i}"))];
    }

    private string TextOf(JsonElement found, string at, int min, int max)
    {
        var text = found.ValueKind == JsonValueKind.String ? found.GetString()! : null;
        var length = text?.EnumerateRunes().Count() ?? 0;
        var problem = text is null ? $"{Shown(found)} is not valid"
            : length < min || length > max ? $"the text has {length} characters"
            : text != text.Trim() ? "the text begins or ends with a space"
            : text.Any(char.IsControl) ? "the text has a line break or another control character"
            : HtmlPattern().IsMatch(text) ? "the text looks like HTML"
            : null;
        if (problem is null) return text!;
        faults.Add(new ImportFault(file, at, problem, $"plain text of {min} to {max} characters"));
        return text ?? "";
    }

    private string PointerTo(string member) => $"{pointer}/{member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static string Shown(JsonElement found)
    {
        var text = found.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "…";
    }

    [GeneratedRegex("^[a-z0-9-]{1,60}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    [GeneratedRegex("<[a-zA-Z/!]", RegexOptions.CultureInvariant)]
    private static partial Regex HtmlPattern();
}
