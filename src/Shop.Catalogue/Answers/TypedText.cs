using System.Globalization;
using System.Text;

namespace Shop.Catalogue.Answers;

/// <summary>
/// What someone typed, made fit to store and show: composed (NFC), trimmed, runs of spaces as one, invisible
/// characters dropped. Not acceptable are control characters, broken Unicode and characters that turn the reading
/// direction, because they would show staff something else than what is stored.
/// </summary>
internal sealed record TypedText(string Text, bool IsAcceptable)
{
    /// <summary>Longer input is not looked at: every field's own limit is far below.</summary>
    private const int MostToRead = 20_000;

    public bool IsEmpty => Text.Length == 0;

    /// <summary>Characters as a person counts them; a line break is one.</summary>
    public int Length => Text.EnumerateRunes().Count();

    public static TypedText Of(string? raw, bool lines = false)
    {
        if (string.IsNullOrWhiteSpace(raw)) return new TypedText("", true);
        if (raw.Length > MostToRead) return new TypedText(raw[..MostToRead], true);
        var text = raw.ReplaceLineEndings("\n").Replace('\t', ' ');
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is 0x200B or 0xFEFF) continue;
            if (rune == Rune.ReplacementChar && !raw.Contains('\uFFFD', StringComparison.Ordinal) || !(lines && rune.Value == '\n') && IsHarmful(rune))
                return new TypedText(raw, false);
            kept.Append(Rune.IsWhiteSpace(rune) && rune.Value != '\n' ? " " : rune.ToString());
        }

        return new TypedText(Tidy(kept.ToString().Normalize(NormalizationForm.FormC)), true);
    }

    private static bool IsHarmful(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C;

    private static string Tidy(string text) =>
        string.Join('\n', text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))).Trim();
}
