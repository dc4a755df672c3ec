namespace Shop.Catalogue.Search;

/// <summary>Finds the words of a text that answer a query, by the places of the words, never by building HTML.</summary>
internal sealed class MatchMarker
{
    private readonly HashSet<string> _stems;
    private readonly MarkedTexts _texts;

    private MatchMarker(HashSet<string> stems, MarkedTexts texts) => (_stems, _texts) = (stems, texts);

    public static MatchMarker For(IReadOnlyList<QueryWord> words, MarkedTexts texts)
    {
        var stems = words.SelectMany(w => w.Readings.Where(r => r.Weight >= 0.25f).Select(r => r.Stem)).ToHashSet();
        var meant = texts.Synonyms.Where(p => p.Searched.All(stems.Contains)).SelectMany(p => p.Said).ToList();
        stems.UnionWith(meant);
        return new MatchMarker(stems, texts);
    }

    /// <summary>Whether every telling word of a name answers the query.</summary>
    public bool MatchesAll(string name) => _texts.Words(name).Where(w => !TextAnalysis.IsEmptyWord(w.Text)).All(w => _stems.Contains(w.Stem));

    public IReadOnlyList<TextPart> Mark(string text)
    {
        var parts = new List<TextPart>();
        var at = 0;
        foreach (var word in _texts.Words(text).Where(w => _stems.Contains(w.Stem)))
        {
            if (word.Start > at) parts.Add(new TextPart(text[at..word.Start], false));
            parts.Add(new TextPart(text[word.Start..word.End], true));
            at = word.End;
        }

        if (at < text.Length) parts.Add(new TextPart(text[at..], false));
        return parts;
    }
}
