using System.Text.Json;
using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Control;

/// <summary>Reads the control plane's JSON with an error that names the field.</summary>
internal static class JsonRead
{
    /// <exception cref="StripeError">The object has a field that is not among these.</exception>
    public static void Only(this JsonElement body, params ReadOnlySpan<string> names)
    {
        foreach (var field in body.EnumerateObject())
            if (!names.Contains(field.Name))
                throw StripeError.Unknown(field.Name);
    }

    public static long? Integer(this JsonElement body, string name, long min = 0, long max = long.MaxValue)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= min && number <= max
            ? number
            : throw StripeError.Invalid($"{name} must be a whole number from {min} to {max}", name);
    }

    public static bool? Flag(this JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw StripeError.Invalid($"{name} must be true or false", name);
    }

    public static string? Text(this JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw StripeError.Invalid($"{name} must be a string", name);
    }

    public static string? OneOf(this JsonElement body, string name, IReadOnlyList<string> allowed) => body.Text(name) is not { } text ? null
        : allowed.Contains(text) ? text
        : throw StripeError.Invalid($"{name} must be one of {string.Join(", ", allowed)}", name);

    public static IReadOnlyList<string>? Texts(this JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(v => v.ValueKind != JsonValueKind.String))
            throw StripeError.Invalid($"{name} must be an array of strings", name);
        return [.. value.EnumerateArray().Select(v => v.GetString()!)];
    }
}
