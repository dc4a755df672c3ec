using System.Collections.Frozen;
using Shop.Catalogue.Definitions;
using Shop.Catalogue.Search;
using Shop.Catalogue.Snapshot;

namespace Shop.Catalogue.AToZ;

/// <summary>
/// The entries under each letter: every service by its title, by the other words of its title ("Kerb, dropped"), by
/// what else residents call it, and by the synonyms of its title. Articles do not count.
/// </summary>
internal sealed class AToZIndex
{
    private const int MostWordsOfAKeyword = 4;

    /// <summary>A synonym of a word that stands in more titles than this ("permit") would list half the shop.</summary>
    private const int MostTitlesOfASynonym = 3;

    private static readonly string[] Articles = ["a ", "an ", "the "];

    private readonly FrozenDictionary<char, IReadOnlyList<AToZEntry>> _byLetter;

    private AToZIndex(FrozenDictionary<char, IReadOnlyList<AToZEntry>> byLetter) => _byLetter = byLetter;

    public static IReadOnlyList<char> Letters { get; } = [.. Enumerable.Range('A', 26).Select(c => (char)c)];

    public bool Has(char letter) => _byLetter.ContainsKey(letter);

    public IReadOnlyList<AToZEntry> Under(char letter) => _byLetter.GetValueOrDefault(letter, []);

    public static AToZIndex Build(IReadOnlyList<CatalogueService> services, IReadOnlyList<SynonymRule> synonyms)
    {
        var headings = services.SelectMany(s => CrossReferences(s.Definition).Select(h => (Heading: h, Service: s)))
            .Concat(FromSynonyms(services, synonyms))
            .Where(h => !IsCovered(h.Heading, h.Service.Definition.Title));
        var entries = headings.GroupBy(h => h.Heading, StringComparer.OrdinalIgnoreCase)
            .Select(g => new AToZEntry(Capital(g.First().Heading), true, [.. g.Select(h => h.Service).Distinct().Select(Link)]))
            .Concat(services.Select(s => new AToZEntry(s.Definition.Title, false, [Link(s)])));
        return new AToZIndex(entries
            .GroupBy(e => LetterOf(e.Heading))
            .Where(g => char.IsAsciiLetterUpper(g.Key))
            .ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<AToZEntry>)[.. g.OrderBy(e => WithoutArticle(e.Heading), StringComparer.OrdinalIgnoreCase)]));
    }

    public static char LetterOf(string heading) => char.ToUpperInvariant(WithoutArticle(heading).FirstOrDefault(char.IsAsciiLetter));

    private static string WithoutArticle(string heading) =>
        Articles.FirstOrDefault(a => heading.StartsWith(a, StringComparison.OrdinalIgnoreCase)) is { } article ? heading[article.Length..] : heading;

    /// <summary>One for each first word: what begins alike stands together anyway.</summary>
    private static IEnumerable<string> CrossReferences(ServiceDefinition service) => TitleTurned.Of(service.Title)
        .Concat(service.Keywords.Where(k => k.Split(' ').Length <= MostWordsOfAKeyword).OrderBy(k => k.Length))
        .DistinctBy(FirstStem);

    private static string FirstStem(string heading) => TextAnalysis.Stems(WithoutArticle(heading)) is [var first, ..] ? first : heading;

    private static IEnumerable<(string Heading, CatalogueService Service)> FromSynonyms(IReadOnlyList<CatalogueService> services, IReadOnlyList<SynonymRule> synonyms)
    {
        foreach (var (said, searched) in synonyms.SelectMany(Synonyms.Pairs))
        {
            var found = services.Where(s => Says(s.Definition.Title, said)).ToList();
            if (found.Count <= MostTitlesOfASynonym)
                foreach (var service in found) yield return (searched, service);
        }
    }

    /// <summary>The service stands at that place of the alphabet already, under its title.</summary>
    private static bool IsCovered(string heading, string title) => FirstStem(heading) == FirstStem(title);

    private static bool Says(string title, string words) =>
        $" {string.Join(' ', TextAnalysis.Stems(title))} ".Contains($" {string.Join(' ', TextAnalysis.Stems(words))} ", StringComparison.Ordinal);

    private static string Capital(string heading) => char.ToUpperInvariant(heading[0]) + heading[1..];

    private static ServiceLink Link(CatalogueService service) => new(service.Id, service.Definition.Title);
}

/// <summary>A title as someone looks it up who remembers another of its words.</summary>
internal static class TitleTurned
{
    /// <summary>"Dropped kerb (vehicle crossing)": "Kerb, dropped", "Vehicle crossing".</summary>
    public static IEnumerable<string> Of(string title)
    {
        var open = title.IndexOf('(', StringComparison.Ordinal);
        var main = (open < 0 ? title : title[..open]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (open >= 0 && title.IndexOf(')', open) is > 0 and var close) yield return title[(open + 1)..close];
        for (var i = 1; i < main.Length; i++)
            if (IsTelling(main[i]) && main[i - 1].ToUpperInvariant() is not ("AND" or "OR"))
                yield return $"{string.Join(' ', main[i..]).TrimEnd(',')}, {LowerFirst(string.Join(' ', main[..i])).TrimEnd(',')}";
    }

    private static bool IsTelling(string word) => word.Length > 2 && !TextAnalysis.IsEmptyWord(word.Trim(',').ToLowerInvariant());

    private static string LowerFirst(string text) => text.Length > 1 && char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
