using System.Globalization;
using Shop.StripeSandbox.Resources;

namespace Shop.StripeSandbox.Api;

/// <summary>
/// Reads the parameters of one level. Reading a name makes it known; <see cref="RefuseUnknown"/> then refuses the rest,
/// so each endpoint's reading code is its whole list of parameters.
/// </summary>
internal sealed class Params(FormNode node)
{
    public bool Checked { get; private set; }

    public string Path(string name) => node.Path.Length == 0 ? name : $"{node.Path}[{name}]";

    public bool Has(string name) => node.Child(name) is not null;

    public bool IsGroup(string name) => node.Child(name) is { Children.Count: > 0 };

    /// <summary>Null when absent or unset by an empty value.</summary>
    public string? Text(string name, int max = 5000)
    {
        if (Take(name) is not { } child) return null;
        if (child.Children.Count > 0) throw StripeError.Invalid($"Invalid string: {child.Path} is an object or array.", child.Path);
        if (child.Value!.Length > max)
            throw StripeError.Invalid($"Invalid string: must be at most {max} characters", child.Path, "parameter_invalid_string_too_long");
        return child.Value.Length == 0 ? null : child.Value;
    }

    public string RequiredText(string name, int max = 5000)
    {
        if (!Has(name)) throw StripeError.Missing(Path(name));
        return Text(name, max) ?? throw Empty(name);
    }

    public long? Integer(string name)
    {
        if (!Has(name)) return null;
        var text = Text(name) ?? throw Empty(name);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw StripeError.Invalid($"Invalid integer: {text}", Path(name), "parameter_invalid_integer");
    }

    public long RequiredInteger(string name) => Integer(name) ?? throw StripeError.Missing(Path(name));

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var other => throw StripeError.Invalid($"Invalid boolean: {other}", Path(name)),
    };

    public string? OneOf(string name, params ReadOnlySpan<string> allowed)
    {
        if (Text(name) is not { } text) return null;
        foreach (var value in allowed)
            if (value == text)
                return text;
        throw StripeError.Invalid($"Invalid {name}: must be one of {string.Join(", ", allowed!)}", Path(name));
    }

    public DateTimeOffset? Timestamp(string name) => Integer(name) switch
    {
        null => null,
        >= 0 and <= 253402300799 and long seconds => DateTimeOffset.FromUnixTimeSeconds(seconds),
        _ => throw StripeError.Invalid("Invalid timestamp: must be an integer Unix timestamp (in seconds).", Path(name), "parameter_invalid_integer"),
    };

    /// <summary>A nested object; null when absent.</summary>
    public Params? Group(string name)
    {
        if (Take(name) is not { } child) return null;
        if (child.Value is { Length: > 0 }) throw StripeError.Invalid("Invalid object", child.Path);
        return new(child);
    }

    /// <summary>An array of objects in the order of their indexes as sent.</summary>
    public IReadOnlyList<Params> Items(string name)
    {
        if (Take(name) is not { } child) return [];
        if (child.Value is { Length: > 0 }) throw StripeError.Invalid("Invalid array", child.Path);
        foreach (var (_, element) in child.Children) element.Read = true;
        return [.. child.Children.Select(c => new Params(c.Value))];
    }

    /// <summary>An array of texts.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Take(name) is not { } child) return [];
        if (child.Value is { Length: > 0 }) throw StripeError.Invalid("Invalid array", child.Path);
        var values = new Params(child);
        return [.. child.Children.Select(c => values.RequiredText(c.Key))];
    }

    /// <summary>Changes to metadata; null when none were sent. An empty value is kept: it deletes the key.</summary>
    public Metadata? Metadata(string name = "metadata")
    {
        if (Take(name) is not { } child) return null;
        foreach (var (_, entry) in child.Children) entry.Read = true;
        return Resources.Metadata.Read(child);
    }

    /// <exception cref="StripeError">A parameter was sent that nobody asked for.</exception>
    public void RefuseUnknown()
    {
        Checked = true;
        if (FirstUnread(node) is { } unknown) throw StripeError.Unknown(unknown.Path);
    }

    private static FormNode? FirstUnread(FormNode parent) => parent.Children
        .Select(c => c.Value.Read ? FirstUnread(c.Value) : c.Value)
        .FirstOrDefault(found => found is not null);

    private FormNode? Take(string name)
    {
        var child = node.Child(name);
        child?.Read = true;
        return child;
    }

    private StripeError Empty(string name) => StripeError.Invalid(
        $"You passed an empty string for '{Path(name)}'. We assume empty values are an attempt to unset a parameter; however '{Path(name)}' cannot be unset. You should remove '{Path(name)}' from your request or supply a non-empty value.",
        Path(name), "parameter_invalid_empty");
}
