using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Search;

/// <summary>Finds the words of a text that answer a query, by the places of the words, never by building HTML.</summary>
internal sealed class MatchMarker
{
    private readonly HashSet<string> _stems;

    private MatchMarker(HashSet<string> stems) => _stems = stems;

    public static MatchMarker For(IReadOnlyList<QueryWord> words, IReadOnlyList<SynonymRule> synonyms)
    {
        var stems = words.SelectMany(w => w.Readings.Where(r => r.Weight >= 0.25f).Select(r => TextAnalysis.Stem(r.Word))).ToHashSet();
        var meant = synonyms.SelectMany(Synonyms.Pairs)
            .Where(p => TextAnalysis.Stems(p.Searched) is var searched && searched.All(stems.Contains))
            .SelectMany(p => TextAnalysis.Stems(p.Said)).ToList();
        stems.UnionWith(meant);
        return new MatchMarker(stems);
    }

    /// <summary>Whether every telling word of a name answers the query.</summary>
    public bool MatchesAll(string name) => TextAnalysis.Words(name).Where(w => !TextAnalysis.IsEmptyWord(w.Text)).All(w => _stems.Contains(TextAnalysis.Stem(w.Text)));

    public IReadOnlyList<TextPart> Mark(string text)
    {
        var parts = new List<TextPart>();
        var at = 0;
        foreach (var word in TextAnalysis.Words(text).Where(w => _stems.Contains(TextAnalysis.Stem(w.Text))))
        {
            if (word.Start > at) parts.Add(new TextPart(text[at..word.Start], false));
            parts.Add(new TextPart(text[word.Start..word.End], true));
            at = word.End;
        }

        if (at < text.Length) parts.Add(new TextPart(text[at..], false));
        return parts;
    }
}
