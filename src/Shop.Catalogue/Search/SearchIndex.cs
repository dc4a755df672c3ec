using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Shop.Catalogue.Definitions;
using Shop.Catalogue.Snapshot;

namespace Shop.Catalogue.Search;

/// <summary>
/// The services of one catalogue version in a Lucene index in memory. Never changed; safe for many readers at once.
/// The collector takes an index that was replaced once its last search is over.
/// </summary>
internal sealed class SearchIndex
{
    /// <summary>What scores less than this part of the best is noise of long queries.</summary>
    private const float Noise = 0.12f;

    private readonly IndexSearcher _searcher;
    private readonly QueryBuilder _queries;
    private readonly IReadOnlyList<CatalogueService> _services;
    private readonly MarkedTexts _texts;
    private readonly Vocabulary _vocabulary;

    private SearchIndex(IndexSearcher searcher, IReadOnlyList<CatalogueService> services, MarkedTexts texts, Vocabulary vocabulary)
    {
        _searcher = searcher;
        _queries = new QueryBuilder(new IndexTerms(searcher.IndexReader));
        _services = services;
        _texts = texts;
        _vocabulary = vocabulary;
    }

    public int TermCount => _vocabulary.Count;

    public static SearchIndex Build(IReadOnlyList<CatalogueService> services, IReadOnlyList<SynonymRule> synonyms)
    {
        var documents = services.Select(SearchDocument.Of).ToList();
        var directory = new RAMDirectory();
        // Of a compound file all readers share one lock.
        var config = new IndexWriterConfig(TextAnalysis.Version, Analyzer(synonyms)) { Similarity = Similarity(), UseCompoundFile = false };
        using (var writer = new IndexWriter(directory, config))
            for (var i = 0; i < documents.Count; i++) writer.AddDocument(documents[i].ToLucene(i));
        var searcher = new IndexSearcher(DirectoryReader.Open(directory)) { Similarity = Similarity() };
        return new SearchIndex(searcher, services, new MarkedTexts(documents, synonyms), VocabularyOf(documents, synonyms));
    }

    /// <summary>Best first.</summary>
    public SearchHits Find(string text)
    {
        var words = QueryWords.Read(text, _vocabulary);
        if (words.Count == 0 || _services.Count == 0) return new SearchHits([], words);
        var found = _searcher.Search(_queries.Build(words), _services.Count).ScoreDocs;
        var hits = found.Where(d => d.Score >= found[0].Score * Noise)
            .Select(d => new SearchHit(_services[_searcher.Doc(d.Doc).GetField(SearchFields.Number).GetInt32Value()!.Value], d.Score));
        return new SearchHits([.. hits], words);
    }

    /// <summary>What to mark in the texts of the results of a query.</summary>
    public MatchMarker Marker(SearchHits hits) => MatchMarker.For(hits.Words, _texts);

    private static BM25Similarity Similarity() => new(k1: 1.2f, b: 0.3f);

    private static PerFieldAnalyzerWrapper Analyzer(IReadOnlyList<SynonymRule> synonyms)
    {
        string[] fields = [SearchFields.Title, SearchFields.Keywords, SearchFields.Summary, SearchFields.Text];
        var withSynonyms = TextAnalysis.WithSynonyms(Synonyms.Map(synonyms));
        var analyzers = new Dictionary<string, Analyzer>();
        foreach (var field in fields)
        {
            analyzers[field + SearchFields.Plain] = TextAnalysis.PlainAnalyzer;
            analyzers[field + SearchFields.Stemmed] = TextAnalysis.StemAnalyzer;
            analyzers[field + SearchFields.Synonyms] = withSynonyms;
        }

        return new PerFieldAnalyzerWrapper(TextAnalysis.PlainAnalyzer, analyzers);
    }

    private static Vocabulary VocabularyOf(List<SearchDocument> documents, IReadOnlyList<SynonymRule> synonyms)
    {
        var texts = documents.SelectMany(d => d.Keywords.Append(d.Title).Append(d.Summary).Append(d.Text))
            .Concat(synonyms.SelectMany(s => s.From));
        var words = texts.SelectMany(TextAnalysis.Words).Select(w => w.Text).Where(w => !TextAnalysis.IsEmptyWord(w));
        return new Vocabulary(words, documents.SelectMany(d => d.Keywords.Append(d.Title)).SelectMany(SearchDocument.JoinedPairs));
    }
}

internal sealed record SearchHit(CatalogueService Service, float Score);

internal sealed record SearchHits(IReadOnlyList<SearchHit> Services, IReadOnlyList<QueryWord> Words)
{
    /// <summary>The query with its misspelt words put right; null when none was.</summary>
    public string? DidYouMean => Words.Any(w => w.Correction is not null) ? string.Join(' ', Words.Select(w => w.Correction ?? w.Typed)) : null;
}
