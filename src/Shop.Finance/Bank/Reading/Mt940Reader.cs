using System.Globalization;
using System.Text.RegularExpressions;
using Shop.Kernel;

namespace Shop.Finance.Bank.Reading;

/// <summary>
/// Reads MT940 (SWIFT, Category 9: Customer Statement Message), bare or wrapped in its blocks. Each statement must add up
/// to its closing balance. Throws <see cref="StatementRefusedException"/> for whatever is not one, and nothing else.
/// </summary>
internal static partial class Mt940Reader
{
    /// <summary>Milliseconds a pattern may take, on lines of <see cref="LongestLine"/> characters.</summary>
    private const int Timeout = 5000;

    private const int LongestLine = 500;

    public static IReadOnlyList<ReadStatement> Read(string text)
    {
        var statements = new List<ReadStatement>();
        var current = new List<Field>();
        foreach (var field in Fields(text))
        {
            if (field.Tag == "20" && current.Count > 0)
            {
                statements.Add(Statement(current));
                current = [];
            }

            current.Add(field);
        }

        if (current.Count > 0) statements.Add(Statement(current));
        return statements.Count > 0 ? statements : throw new StatementRefusedException(null, "There is no statement in this file: field :20: is missing.");
    }

    private static IEnumerable<Field> Fields(string text)
    {
        Field? open = null;
        var row = 0;
        foreach (var raw in ReadText.Lines(text))
        {
            row++;
            var line = Unwrap(raw);
            if (line.Length == 0 || line == "-") continue;
            if (line.Length > LongestLine) throw new StatementRefusedException(row, "This line is longer than a line of MT940 can be.");
            if (TagPattern().Match(line) is { Success: true } tag)
            {
                if (open is not null) yield return open;
                open = new Field(tag.Groups["tag"].Value, row, [tag.Groups["rest"].Value]);
            }
            else if (open is null) throw new StatementRefusedException(row, "This is not MT940: the first field should be :20:.");
            else open.Lines.Add(line);
        }

        if (open is not null) yield return open;
    }

    /// <summary>Without the blocks around the message: {1:…}{2:…}{4: before it, -}{5:…} after it.</summary>
    private static string Unwrap(string line)
    {
        line = line.Trim('\u0001', '\u0003', ' ', '\t', '\f');
        var start = line.IndexOf("{4:", StringComparison.Ordinal);
        if (start >= 0) line = line[(start + 3)..].TrimStart();
        else if (line.StartsWith('{')) return "";
        return line.StartsWith("-}", StringComparison.Ordinal) ? "" : line;
    }

    private static ReadStatement Statement(List<Field> fields)
    {
        var first = fields[0];
        if (first.Tag != "20") throw new StatementRefusedException(first.Row, "A statement should begin with field :20:.");
        var (number, sequence) = Number(Single(fields, "28C", "28"));
        var opening = Balance(Single(fields, "60F", "60M"));
        var closingField = Single(fields, "62F", "62M");
        var closing = Balance(closingField);
        var lines = Lines(fields, closingField.Row).ToList();
        ControlTotals.Require($"Statement {number}", opening.Pence, lines, closing.Pence, closingField.Row);
        var days = lines.Select(l => l.Date).Append(closing.Date).ToList();
        return new ReadStatement(ReadText.OrNull(Single(fields, "25", "25P").Text), number, sequence, opening.Pence, closing.Pence, days.Min(), days.Max(), lines);
    }

    private static Field Single(List<Field> fields, params string[] tags)
    {
        var found = fields.Where(f => tags.Contains(f.Tag)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new StatementRefusedException(fields[0].Row, $"This statement has no field :{tags[0]}:."),
            _ => throw new StatementRefusedException(found[1].Row, $"This statement has field :{tags[0]}: twice."),
        };
    }

    private static (string Number, string? Sequence) Number(Field field)
    {
        var match = NumberPattern().Match(field.Text.Trim());
        if (!match.Success) throw new StatementRefusedException(field.Row, "The statement number (:28C:) cannot be read.");
        return (match.Groups["number"].Value, match.Groups["sequence"] is { Success: true } s ? s.Value : null);
    }

    private static (long Pence, DateOnly Date) Balance(Field field)
    {
        var match = BalancePattern().Match(field.Text.Trim());
        if (!match.Success) throw new StatementRefusedException(field.Row, $"The balance (:{field.Tag}:) cannot be read.");
        if (!string.Equals(match.Groups["currency"].Value, Money.Currency, StringComparison.OrdinalIgnoreCase)) throw new StatementRefusedException(field.Row, $"The account is kept in {match.Groups["currency"].Value}, not in pounds.");
        return (Amount(match, field.Row) * (match.Groups["sign"].Value == "D" ? -1 : 1), Day(match.Groups["date"].Value, field.Row));
    }

    private static IEnumerable<ReadLine> Lines(List<Field> fields, int closingRow)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Tag != "61") continue;
            if (fields[i].Row > closingRow) throw new StatementRefusedException(fields[i].Row, "A line stands behind the closing balance.");
            yield return Line(fields[i], i + 1 < fields.Count && fields[i + 1].Tag == "86" ? fields[i + 1] : null);
        }
    }

    private static ReadLine Line(Field field, Field? narrative)
    {
        var match = LinePattern().Match(field.Lines[0].Trim());
        if (!match.Success) throw new StatementRefusedException(field.Row, "This line (:61:) cannot be read.");
        var value = Day(match.Groups["value"].Value, field.Row);
        // A reversed credit takes money away, a reversed debit gives it back.
        var isIn = match.Groups["sign"].Value is "C" or "RD";
        var reference = match.Groups["reference"].Value is "NONREF" ? null : ReadText.OrNull(match.Groups["reference"].Value);
        var bankReference = ReadText.OrNull(match.Groups["bank"].Value);
        var text = ReadText.Tidy([narrative is null ? null : Narrative(narrative), .. field.Lines.Skip(1), reference, bankReference]);
        return new ReadLine(
            field.Row, Entry(match.Groups["entry"].Value, value, field.Row), value, Amount(match, field.Row) * (isIn ? 1 : -1), text.Length > 0 ? text : match.Groups["type"].Value,
            reference ?? bankReference, match.Groups["type"].Value);
    }

    /// <summary>The narrative's words; of a structured one (?00…?20…) those of the purpose and the other side.</summary>
    private static string Narrative(Field field)
    {
        var text = string.Concat(field.Lines.Select((l, i) => i == 0 || field.Lines[0].Contains('?', StringComparison.Ordinal) ? l : " " + l));
        if (!StructuredPattern().IsMatch(text)) return text;
        return string.Join(' ', text[3..].Split(text[3], StringSplitOptions.RemoveEmptyEntries)
            .Where(IsWords).Select(p => p[2..]));
    }

    private static bool IsWords(string part) => part.Length > 2 && part[..2] is ['0', '0'] or ['2', _] or ['3', '2' or '3'] or ['6', >= '0' and <= '3'];

    private static long Amount(Match match, int row) =>
        ReadText.Pence(match.Groups["amount"].Value.TrimEnd(','), ',') ?? throw new StatementRefusedException(row, $"The amount “{match.Groups["amount"].Value}” cannot be read.");

    private static DateOnly Day(string text, int row) => ReadText.Date("20" + text, "yyyyMMdd") ?? throw new StatementRefusedException(row, $"“{text}” is not a date.");

    /// <summary>The booking day has no year: it is the one nearest to the value date.</summary>
    private static DateOnly Entry(string text, DateOnly value, int row)
    {
        if (text.Length == 0) return value;
        var days = new[] { value.Year - 1, value.Year, value.Year + 1 }
            .Select(y => ReadText.Date(y.ToString(CultureInfo.InvariantCulture) + text, "yyyyMMdd")).OfType<DateOnly>().ToList();
        if (days.Count == 0) throw new StatementRefusedException(row, $"“{text}” is not a day of a month.");
        return days.MinBy(d => Math.Abs(d.DayNumber - value.DayNumber));
    }

    private sealed record Field(string Tag, int Row, List<string> Lines)
    {
        public string Text => string.Join('\n', Lines);
    }

    [GeneratedRegex(@"^:(?<tag>[0-9]{2}[A-Z]?|NS):(?<rest>.*)$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"^(?<number>[0-9]{1,10})(/(?<sequence>[0-9]{1,5}))?\z", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^(?<sign>[CD])(?<date>[0-9]{6})(?<currency>[A-Z]{3})(?<amount>[0-9]{1,12},[0-9]{0,3})\z", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex BalancePattern();

    [GeneratedRegex(@"^(?<value>[0-9]{6})(?<entry>[0-9]{4})?(?<sign>R?[CD])[A-Z]?(?<amount>[0-9]{1,12},[0-9]{0,3})(?<type>[A-Z][A-Z0-9]{3})(?<reference>.*?)(//(?<bank>.*))?\z", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex LinePattern();

    [GeneratedRegex(@"^[0-9]{3}\?[0-9]{2}", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex StructuredPattern();
}
