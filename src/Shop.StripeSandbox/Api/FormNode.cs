using System.Globalization;

namespace Shop.StripeSandbox.Api;

/// <summary>
/// Form-encoded parameters as a tree. Takes indexed arrays (<c>a[0][b]=1</c>) and empty brackets (<c>a[]=1</c>, and
/// <c>a[][b]=1&amp;a[][c]=2</c>, where a name that comes again begins the next element).
/// </summary>
internal sealed class FormNode(string path)
{
    private const int MaxDepth = 8;
    private readonly List<KeyValuePair<string, FormNode>> children = [];

    public string Path => path;

    public string? Value { get; private set; }

    /// <summary>Set by whoever reads the parameter; what nobody read is unknown.</summary>
    public bool Read { get; set; }

    public IReadOnlyList<KeyValuePair<string, FormNode>> Children => children;

    public FormNode? Child(string name)
    {
        foreach (var (key, node) in children)
            if (key == name)
                return node;
        return null;
    }

    /// <exception cref="StripeError">A name is malformed or nested too deeply.</exception>
    public static FormNode Parse(string form)
    {
        var root = new FormNode("");
        foreach (var pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = at < 0 ? (pair, "") : (pair[..at], pair[(at + 1)..]);
            root.Add(Segments(Decode(name)), Decode(value));
        }
        return root;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string[] Segments(string name)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0) return [name];
        if (bracket == 0 || !name.EndsWith(']')) throw StripeError.Invalid($"Invalid parameter name: {name}", name);
        var segments = (string[])[name[..bracket], .. name[(bracket + 1)..^1].Split("][")];
        return segments.Length <= MaxDepth ? segments : throw StripeError.Invalid($"Parameter nested too deeply: {name}", name);
    }

    private void Add(ReadOnlySpan<string> segments, string value)
    {
        if (segments.IsEmpty)
        {
            Value = value;
            return;
        }
        var name = segments[0].Length > 0 ? segments[0] : NextElement(segments[1..]);
        var child = Child(name);
        if (child is null) children.Add(new(name, child = new(path.Length == 0 ? name : $"{path}[{name}]")));
        child.Add(segments[1..], value);
    }

    private string NextElement(ReadOnlySpan<string> rest)
    {
        if (children.Count == 0) return "0";
        var open = !rest.IsEmpty && !children[^1].Value.Holds(rest);
        return open ? children[^1].Key : children.Count.ToString(CultureInfo.InvariantCulture);
    }

    private bool Holds(ReadOnlySpan<string> rest) => rest.IsEmpty || (Child(rest[0]) is { } child && child.Holds(rest[1..]));

    /// <summary>Every value with its full name, sorted: equal for equal parameters in whatever order they came.</summary>
    public IEnumerable<string> Flattened()
    {
        var own = Value is null ? [] : (IEnumerable<string>)[$"{path}={Value}"];
        return own.Concat(children.SelectMany(c => c.Value.Flattened())).Order(StringComparer.Ordinal);
    }
}
