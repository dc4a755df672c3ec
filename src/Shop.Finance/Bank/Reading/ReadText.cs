using System.Globalization;
using System.Text;

namespace Shop.Finance.Bank.Reading;

/// <summary>What all formats need to read text, dates and amounts.</summary>
internal static class ReadText
{
    /// <summary>The longest text of a line that is kept.</summary>
    public const int Longest = 500;

    /// <summary>More than any council's account moves in a day: £10,000 million.</summary>
    private const long MostPence = 1_000_000_000_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 or UTF-16 where the file says so or fits, else Latin 1, which fits everything. Throws when it is not text.</summary>
    public static string Decode(byte[] content)
    {
        if (content.AsSpan().StartsWith("%PDF"u8) || content.AsSpan().StartsWith("PK\x03\x04"u8)) throw new StatementRefusedException(null, "The file is not a statement but a document or a spreadsheet. Export it as CSV, MT940 or CAMT.053.");
        var text = IsUtf16(content) ? (content[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(content, 2, content.Length - 2) : DecodeBytes(content);
        if (text.Any(c => c < ' ' && c is not ('\r' or '\n' or '\t' or '\f' or '\u0001' or '\u0003'))) throw new StatementRefusedException(null, "The file is not text.");
        return text;
    }

    /// <summary>Lines, however they end; a line is what the officer's editor numbers.</summary>
    public static string[] Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    /// <summary>One space between words, no longer than <see cref="Longest"/>.</summary>
    public static string Tidy(params string?[] parts)
    {
        var text = string.Join(' ', string.Join(' ', parts).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= Longest ? text : text[..Longest];
    }

    public static string? OrNull(string? text) => Tidy(text) is { Length: > 0 } tidy ? tidy : null;

    /// <summary>Pence of "1,234.50", "£97", "-0.07", "(12.00)", "12.00-", "12.00 DR". Null when it is no amount; a third decimal must be nought.</summary>
    public static long? Pence(string text, char decimalPoint)
    {
        var (plain, negative) = Sign(text.Trim().TrimStart('£').Trim());
        var thousands = decimalPoint == '.' ? ',' : '.';
        var parts = plain.TrimStart('£').Replace(" ", "", StringComparison.Ordinal).Split(decimalPoint);
        if (parts.Length > 2 || !GroupsAreRight(parts[0], thousands)) return null;
        var whole = parts[0].Replace(thousands.ToString(), "", StringComparison.Ordinal);
        var cents = parts.Length == 2 ? parts[1].TrimEnd('0').PadRight(2, '0') : "00";
        if (whole.Length is 0 or > 10 || cents.Length != 2 || !(whole + cents).All(char.IsAsciiDigit)) return null;
        var pence = long.Parse(whole + cents, NumberStyles.None, CultureInfo.InvariantCulture);
        return pence > MostPence ? null : negative ? -pence : pence;
    }

    public static DateOnly? Date(string text, params string[] formats) =>
        DateOnly.TryParseExact(text.Trim(), formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2100 ? day : null;

    private static (string Plain, bool Negative) Sign(string text)
    {
        if (text.StartsWith('(') && text.EndsWith(')')) return (text[1..^1].Trim(), true);
        if (text.EndsWith("DR", StringComparison.OrdinalIgnoreCase)) return (text[..^2].Trim(), true);
        if (text.EndsWith("CR", StringComparison.OrdinalIgnoreCase)) return (text[..^2].Trim(), false);
        if (text.EndsWith('-')) return (text[..^1].Trim(), true);
        if (text.StartsWith('-') || text.StartsWith('\u2212')) return (text[1..].Trim(), true);
        return (text.StartsWith('+') ? text[1..].Trim() : text, false);
    }

    /// <summary>"1,234" and "1234" are numbers, "12,34" is a decimal comma read the wrong way.</summary>
    private static bool GroupsAreRight(string whole, char thousands)
    {
        var groups = whole.Split(thousands);
        return groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3));
    }

    private static bool IsUtf16(byte[] content) => content.Length >= 2 && ((content[0] == 0xFF && content[1] == 0xFE) || (content[0] == 0xFE && content[1] == 0xFF));

    private static string DecodeBytes(byte[] content)
    {
        try
        {
            var text = StrictUtf8.GetString(content);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(content);
        }
    }
}
