using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Shop.Kernel;

/// <summary>
/// What people quote over the phone: eight random characters and a check character, shown as "BCD-234-XYZ".
/// No vowels (no words), no 0/O, 1/I/L; no sequence, so it does not tell how many orders there are.
/// The check character (Luhn mod N) finds every single wrong character and nearly every swap of neighbours.
/// </summary>
public readonly record struct OrderReference
{
    private const string Alphabet = "23456789BCDFGHJKMNPQRSTVWXYZ";
    private const int RandomLength = 8;

    private OrderReference(string value) => Value = value;

    /// <summary>Nine characters, upper case, without dashes: how it is stored.</summary>
    public string Value { get; }

    public static OrderReference New()
    {
        var body = RandomNumberGenerator.GetString(Alphabet, RandomLength);
        return new OrderReference(body + CheckCharacter(body));
    }

    /// <summary>Accepts what people type: lower case, spaces, dashes. False when the check character does not fit.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OrderReference reference)
    {
        reference = default;
        if (text is null || text.Length > 40) return false;
        var plain = string.Concat(text.Where(c => c is not ('-' or ' ' or '\u2013'))).ToUpperInvariant();
        if (plain.Length != RandomLength + 1 || plain.Any(c => !Alphabet.Contains(c, StringComparison.Ordinal))) return false;
        if (CheckCharacter(plain[..RandomLength]) != plain[RandomLength]) return false;
        reference = new OrderReference(plain);
        return true;
    }

    /// <summary>Throws <see cref="FormatException"/> when the text is no reference.</summary>
    public static OrderReference Parse(string text) =>
        TryParse(text, out var reference) ? reference : throw new FormatException($"'{text}' is not an order reference.");

    /// <summary>"BCD-234-XYZ".</summary>
    public override string ToString() => Value is null ? "" : $"{Value[..3]}-{Value[3..6]}-{Value[6..]}";

    private static char CheckCharacter(string body)
    {
        var factor = 2;
        var sum = 0;
        for (var i = body.Length - 1; i >= 0; i--)
        {
            var addend = factor * Alphabet.IndexOf(body[i], StringComparison.Ordinal);
            sum += (addend / Alphabet.Length) + (addend % Alphabet.Length);
            factor = 3 - factor;
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }
}
