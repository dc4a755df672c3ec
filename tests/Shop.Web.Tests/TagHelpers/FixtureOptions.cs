using System.Globalization;
using System.Text.Json;

namespace Shop.Web.Tests.TagHelpers;

/// <summary>Our tag helpers cannot say this, or say it on purpose otherwise.</summary>
public sealed class NotExpressibleException(string what) : Exception(what);

/// <summary>
/// The options of one fixture. Remembers what was read: a fixture with an option that nobody read cannot be expressed
/// by our attributes and is left out, visibly (fixtures.used.txt names those that are in).
/// </summary>
public sealed class FixtureOptions(JsonElement element, string path = "", HashSet<string>? read = null)
{
    private readonly HashSet<string> _read = read ?? [];

    public string? Text(string name)
    {
        if (!Find(name, out var value)) return null;
        Read(name);
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Null => null,
            _ => throw new NotExpressibleException($"{path}{name} is {value.ValueKind}"),
        };
    }

    public bool Flag(string name)
    {
        if (!Find(name, out var value)) return false;
        Read(name);
        return value.ValueKind == JsonValueKind.True;
    }

    public int? Number(string name) => Text(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new NotExpressibleException($"{name} is no number");

    public bool Has(string name) => Find(name, out _);

    public FixtureOptions? At(string name) => Find(name, out var value) && value.ValueKind == JsonValueKind.Object
        ? new FixtureOptions(value, $"{path}{name}.", _read)
        : null;

    public IReadOnlyList<FixtureOptions> List(string name) => Find(name, out var value) && value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select((item, index) => item.ValueKind == JsonValueKind.Object
            ? new FixtureOptions(item, $"{path}{name}[{index}].", _read)
            : throw new NotExpressibleException($"{path}{name}[{index}] is {item.ValueKind}"))]
        : [];

    public IReadOnlyList<string> Texts(string name)
    {
        if (!Find(name, out var value) || value.ValueKind != JsonValueKind.Array) return [];
        for (var index = 0; index < value.GetArrayLength(); index++) _read.Add($"{path}{name}[{index}]");
        return [.. value.EnumerateArray().Select(v => v.ToString())];
    }

    /// <summary>Attributes and classes that an author would write on our tag.</summary>
    public IReadOnlyList<(string Name, string Value)> Written()
    {
        var written = new List<(string, string)>();
        if (At("attributes") is { } attributes) written.AddRange(attributes.Names().Select(n => (n, attributes.Text(n) ?? "")));
        if (Text("classes") is { Length: > 0 } classes) written.Add(("class", classes));
        return written;
    }

    /// <summary>Text, or HTML that is nothing but text; a real piece of HTML cannot be given as an attribute.</summary>
    public string? Plain(string part)
    {
        if (At(part) is not { } inner) return null;
        return inner.Text("html") is not { } html ? inner.Text("text") : html.Contains('<', StringComparison.Ordinal) ? throw new NotExpressibleException($"{path}{part}.html") : html;
    }

    /// <summary>Throws when something stands in the fixture that was not read.</summary>
    public void RequireAllRead()
    {
        foreach (var leaf in Leaves(element, path))
            if (!_read.Contains(leaf)) throw new NotExpressibleException(leaf);
    }

    private IEnumerable<string> Names() => element.EnumerateObject().Select(p => p.Name);

    private void Read(string name) => _read.Add(path + name);

    private bool Find(string name, out JsonElement value) => element.TryGetProperty(name, out value);

    private static IEnumerable<string> Leaves(JsonElement value, string at) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Leaves(p.Value, at.Length == 0 || at.EndsWith('.') ? $"{at}{p.Name}" : $"{at}.{p.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Leaves(item, $"{at}[{index}]")),
        JsonValueKind.Null => [],
        _ => [at],
    };
}
