using System.Text.RegularExpressions;

namespace Shop.StripeSandbox.Tests;

/// <summary>One field of an interface: its name, whether it may be left out, and its type as written.</summary>
internal sealed record TypeField(string Name, bool Optional, string Type)
{
    public bool Nullable => Type.Split('|').Any(t => t.Trim() == "null");
}

/// <summary>
/// The interfaces of Stripe's TypeScript definitions by their qualified names, for example <c>Charge.BillingDetails</c>.
/// Reads the generated files of the client library, which hold one declaration or field a line.
/// </summary>
internal sealed partial class StripeTypes
{
    private readonly Dictionary<string, List<TypeField>> interfaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> openEnded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> aliases = new(StringComparer.Ordinal);

    public static StripeTypes Read(params IEnumerable<string> files)
    {
        var types = new StripeTypes();
        foreach (var file in files) types.Parse(File.ReadAllLines(file));
        return types;
    }

    public IReadOnlyList<TypeField> Fields(string name) => interfaces[name];

    /// <summary>Whether an interface names its fields: metadata and the like take any.</summary>
    public bool NamesItsFields(string name) => interfaces[name].Count > 0 && !openEnded.Contains(name);

    /// <summary>The interface a name means where it is used: the innermost that fits.</summary>
    public string? Resolve(string name, string usedIn)
    {
        for (var scope = usedIn; ; scope = scope[..Math.Max(scope.LastIndexOf('.'), 0)])
        {
            var full = scope.Length == 0 ? name : $"{scope}.{name}";
            if (interfaces.ContainsKey(full)) return full;
            if (aliases.TryGetValue(full, out var other) && other != name) return Resolve(other, scope);
            if (scope.Length == 0) return null;
        }
    }

    private void Parse(IEnumerable<string> lines)
    {
        var open = new Stack<(string Name, bool IsInterface)>();
        var field = "";
        foreach (var raw in lines)
        {
            var line = raw.Trim();
            if (line.StartsWith('*') || line.StartsWith("/*", StringComparison.Ordinal) || line.Length == 0) continue;
            var scope = string.Join('.', open.Where(o => o.Name.Length > 0).Select(o => o.Name).Reverse());
            if (Declaration().Match(line) is { Success: true } declared)
            {
                var (kind, name) = (declared.Groups["kind"].Value, declared.Groups["name"].Value);
                open.Push((name, kind == "interface"));
                if (kind == "interface") interfaces.TryAdd(scope.Length == 0 ? name : $"{scope}.{name}", []);
            }
            else if (Alias().Match(line) is { Success: true } alias)
            {
                aliases.TryAdd(scope.Length == 0 ? alias.Groups["name"].Value : $"{scope}.{alias.Groups["name"].Value}", alias.Groups["type"].Value);
            }
            else if (open.TryPeek(out var top) && top.IsInterface && (field + line) is var text && Field().Match(text) is { Success: true } found && Closed(found.Groups["type"].Value))
            {
                interfaces[scope].Add(new(found.Groups["name"].Value, found.Groups["optional"].Length > 0, found.Groups["type"].Value));
                field = "";
            }
            else if (open.TryPeek(out top) && top.IsInterface && line.StartsWith('['))
            {
                openEnded.Add(scope);
            }
            else if (open.TryPeek(out top) && top.IsInterface && line != "}")
            {
                field += line + " ";
            }
            else if (line.EndsWith('{'))
            {
                open.Push(("", false));
            }
            else if (line is "}" or "};" && open.Count > 0)
            {
                open.Pop();
                field = "";
            }
        }
    }

    /// <summary>An inline object type goes on over lines until its braces are closed.</summary>
    private static bool Closed(string type) => type.Count(c => c == '{') == type.Count(c => c == '}');

    [GeneratedRegex(@"^(export )?(declare )?(?<kind>interface|namespace|class) (?<name>\w+)[^{]*\{$")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(export )?(declare )?type (?<name>\w+) = (?<type>[\w.]+);$")]
    private static partial Regex Alias();

    [GeneratedRegex(@"^(readonly )?'?(?<name>\w+)'?(?<optional>\??): (?<type>.+);$")]
    private static partial Regex Field();
}
