using System.Globalization;
using System.Text;

namespace Shop.Orders.Attachments;

/// <summary>
/// The name of a resident's file, for people to read: it is never a path. Folders, control characters and characters that
/// turn the direction of writing ("fdp.exe" shown as "exe.pdf") are taken out; the extension stays.
/// </summary>
internal static class SafeFileName
{
    public const int MaxLength = 120;

    public static string Clean(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var builder = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
            if (IsHarmless(rune)) builder.Append(rune.ToString());
        var clean = builder.ToString().Trim().TrimStart('.').Trim();
        return clean.Length == 0 ? "document" : Shorten(clean);
    }

    /// <summary>Letters, marks, digits, punctuation, symbols and spaces; also not what file systems and headers treat specially.</summary>
    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        _ => rune.Value is not ('"' or '<' or '>' or ':' or '|' or '?' or '*' or 0xFFFD),
    };

    private static string Shorten(string name)
    {
        if (name.Length <= MaxLength) return name;
        var extension = Path.GetExtension(name);
        if (extension.Length > 10) extension = "";
        var cut = MaxLength - extension.Length;
        // Not between the two halves of one character.
        if (char.IsHighSurrogate(name[cut - 1])) cut--;
        return name[..cut].TrimEnd() + extension;
    }
}
