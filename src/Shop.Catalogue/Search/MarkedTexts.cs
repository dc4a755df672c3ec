using System.Collections.Frozen;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Search;

/// <summary>
/// What a page of results marks, analysed once for each version of the catalogue: the words of titles, summaries and keywords with their
/// stems, and the stems of the synonyms. Analysing them at each search took most of its time.
/// </summary>
internal sealed class MarkedTexts
{
    private readonly FrozenDictionary<string, IReadOnlyList<StemmedWord>> _texts;

    public MarkedTexts(IReadOnlyList<SearchDocument> documents, IReadOnlyList<SynonymRule> synonyms)
    {
        _texts = documents.SelectMany(d => d.Keywords.Append(d.Title).Append(d.Summary)).Distinct().ToFrozenDictionary(t => t, Analyse);
        Synonyms = [.. synonyms.SelectMany(Search.Synonyms.Pairs).Select(p => (TextAnalysis.Stems(p.Searched), TextAnalysis.Stems(p.Said)))];
    }

    /// <summary>Stems: who searches the first means the second.</summary>
    public IReadOnlyList<(IReadOnlyList<string> Searched, IReadOnlyList<string> Said)> Synonyms { get; }

    public IReadOnlyList<StemmedWord> Words(string text) => _texts.TryGetValue(text, out var words) ? words : Analyse(text);

    private static IReadOnlyList<StemmedWord> Analyse(string text) => [.. TextAnalysis.Words(text).Select(w => new StemmedWord(w.Text, TextAnalysis.Stem(w.Text), w.Start, w.End))];
}

/// <summary>A word of a text, its stem, and where it stands.</summary>
internal readonly record struct StemmedWord(string Text, string Stem, int Start, int End);
