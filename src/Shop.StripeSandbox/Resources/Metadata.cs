using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Resources;

/// <summary>Key-value pairs of the caller. At most 50 keys of 40 characters, values of 500.</summary>
internal sealed record Metadata(ImmutableSortedDictionary<string, string> Values)
{
    private const int MaxKeys = 50, MaxKey = 40, MaxValue = 500;

    public static readonly Metadata None = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    public static Metadata Read(FormNode node)
    {
        var values = None.Values.ToBuilder();
        foreach (var (key, entry) in node.Children)
        {
            if (entry.Children.Count > 0) throw StripeError.Invalid("Metadata values must be strings", entry.Path);
            if (key.Length > MaxKey) throw StripeError.Invalid($"Metadata keys must be at most {MaxKey} characters long", entry.Path);
            if (entry.Value!.Length > MaxValue) throw StripeError.Invalid($"Metadata values must be at most {MaxValue} characters long", entry.Path);
            values[key] = entry.Value;
        }
        return new(values.ToImmutable()) { ClearsAll = node.Value?.Length == 0 };
    }

    /// <summary>Sent as <c>metadata=</c>: everything goes.</summary>
    private bool ClearsAll { get; init; }

    /// <summary>This metadata with the changes applied; an empty value deletes its key. Does nothing when there are none.</summary>
    public Metadata With(Metadata? changes)
    {
        if (changes is null) return this;
        var values = (changes.ClearsAll ? None : this).Values.ToBuilder();
        foreach (var (key, value) in changes.Values)
            if (value.Length == 0) values.Remove(key);
            else values[key] = value;
        if (values.Count > MaxKeys) throw StripeError.Invalid($"You can have at most {MaxKeys} metadata keys", "metadata");
        return new(values.ToImmutable());
    }

    public JsonObject ToJson() => new(Values.Select(v => new KeyValuePair<string, JsonNode?>(v.Key, v.Value)));
}
