using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Bogus;

namespace Shop.Simulator.Residents;

/// <summary>
/// Fills in a form as its labels ask, seeing only what a resident sees: the fields, their kinds and, after a refusal, the
/// messages. A message that names a range is followed; so the forms of services it was never told about can be filled in.
/// </summary>
internal sealed partial class FormFiller(Faker faker, DateOnly today)
{
    /// <summary>A value for each field that needs one, from what the page shows; the messages of a refused try come first.</summary>
    public List<(string Name, string Value)> Fill(IHtmlFormElement form, IReadOnlyDictionary<string, string> messages)
    {
        var values = new List<(string, string)>();
        foreach (var name in form.QuerySelectorAll("[name]").Select(e => e.GetAttribute("name")!).Distinct())
            if (Value(form, name, messages.GetValueOrDefault(name)) is { } value) values.Add((name, value));
        return values;
    }

    /// <summary>The messages of a refused form by the field they stand at.</summary>
    public static Dictionary<string, string> Messages(IHtmlDocument page) => page.QuerySelectorAll<IHtmlAnchorElement>(".govuk-error-summary__list a")
        .GroupBy(a => a.Hash.TrimStart('#'), a => a.TextContent.Trim()).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    private string? Value(IHtmlFormElement form, string name, string? message)
    {
        var elements = form.QuerySelectorAll($"[name='{name}']");
        return elements[0] switch
        {
            IHtmlInputElement { Type: "hidden" or "file" or "submit" } or IHtmlButtonElement => null,
            IHtmlInputElement { Type: "radio" } => Radio(elements.OfType<IHtmlInputElement>().ToList()),
            IHtmlInputElement { Type: "checkbox" } => null,
            IHtmlSelectElement select => faker.PickRandom(select.Options.Select(o => o.Value).Where(v => v.Length > 0).ToList()),
            IHtmlTextAreaElement => faker.PickRandom(Sentences),
            var input => Typed(input, name, message),
        };
    }

    /// <summary>Where it is yes or no, yes: the questions are written so that yes is what the terms need.</summary>
    private string Radio(List<IHtmlInputElement> radios) => radios.Any(r => r.Value == "yes") && radios.Count == 2 ? "yes" : faker.PickRandom(radios).Value;

    private string? Typed(IElement input, string name, string? message)
    {
        if (message is not null && RangePattern().Match(message) is { Success: true } range)
            return faker.Random.Int(Whole(range.Groups["min"].Value), Whole(range.Groups["max"].Value)).ToString(CultureInfo.InvariantCulture);
        if (DatePart(name) is { } part) return part;
        if (name.EndsWith("postcode", StringComparison.Ordinal)) return $"LM{faker.Random.Int(1, 9)} {faker.Random.Int(1, 9)}{faker.Random.String2(2, "ABDEFGHJLNPQRSTUWXYZ")}";
        if (name.EndsWith("line-1", StringComparison.Ordinal)) return $"{faker.Random.Int(1, 180)} {faker.PickRandom(Streets)}";
        if (name.EndsWith("line-2", StringComparison.Ordinal)) return "";
        if (name.EndsWith("town", StringComparison.Ordinal)) return "Larkmere";
        if (name.EndsWith("first-name", StringComparison.Ordinal)) return faker.Name.FirstName();
        if (name.EndsWith("last-name", StringComparison.Ordinal)) return faker.Name.LastName();
        if (input.GetAttribute("type") == "tel" || name.EndsWith("phone", StringComparison.Ordinal)) return $"01632 960{faker.Random.Int(100, 999)}";
        if (input.GetAttribute("type") == "email") return faker.Internet.Email(provider: "example.com");
        if (input.GetAttribute("inputmode") == "numeric") return faker.Random.Int(2, 9).ToString(CultureInfo.InvariantCulture);
        if (name.Contains("registration", StringComparison.Ordinal)) return $"{faker.Random.String2(2, "ABCDEFGHJKLMNOPRSTUVWXY")}{faker.Random.Int(51, 76)} {faker.Random.String2(3, "ABCDEFGHJKLMNOPRSTUVWXY")}";
        return IsOptional(input) ? "" : $"{faker.Name.LastName()} {faker.PickRandom("and Daughters", "Builders", "of Mill Lane", "Events")}";
    }

    private string? DatePart(string name)
    {
        var cut = name.LastIndexOf('-');
        if (cut < 0 || name[(cut + 1)..] is not ("day" or "month" or "year")) return null;
        var date = DateFor(name[..cut]);
        return (name[(cut + 1)..] switch { "day" => date.Day, "month" => date.Month, _ => date.Year }).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The same day for the three fields of one date; an end lies after a start, a birth in the past.</summary>
    private DateOnly DateFor(string question)
    {
        if (question.StartsWith("event-date", StringComparison.Ordinal) || question.StartsWith("birth", StringComparison.Ordinal)) return _past ??= today.AddDays(-faker.Random.Int(6_000, 30_000));
        _start ??= today.AddDays(faker.Random.Int(18, 45));
        return question.StartsWith("end", StringComparison.Ordinal) ? _start.Value.AddDays(2) : _start.Value;
    }

    private DateOnly? _past;
    private DateOnly? _start;

    private static bool IsOptional(IElement input) =>
        input.Owner?.QuerySelector($"label[for='{input.Id}']")?.TextContent.Contains("(optional)", StringComparison.Ordinal) == true;

    private static int Whole(string text) => int.Parse(text.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static readonly string[] Streets = ["Mill Lane", "High Street", "Mere Road", "Station Road", "Guildhall Square", "Church Walk", "Lark Rise", "Orchard Close", "Weavers Row", "Canal Street"];

    private static readonly string[] Sentences =
    [
        "From the corner by the chemist to the second lamp post, on the side of the even numbers.",
        "A single-storey extension at the back for a kitchen, and the old shed taken down.",
        "The summer fair of the school, with stalls, a band and a tea tent on the field.",
        "Sand, bricks and timber on pallets, delivered on the first morning and used within the week.",
        "The drive is often blocked at the end of the school day and on market days.",
        "Replacing a lead pipe between the house and the main under the pavement.",
    ];

    [GeneratedRegex(@"between (?<min>[\d,]+) and (?<max>[\d,]+)")]
    private static partial Regex RangePattern();
}
