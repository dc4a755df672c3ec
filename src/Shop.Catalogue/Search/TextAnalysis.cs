using System.Collections.Frozen;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.Synonym;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace Shop.Catalogue.Search;

/// <summary>A word of a text: as searched (lower case, without accents and 's), and where it stands.</summary>
internal readonly record struct Word(string Text, int Start, int End);

/// <summary>Cuts text into words, and words to their stems, the same way for services and for queries.</summary>
internal static class TextAnalysis
{
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;

    /// <summary>Words of whole sentences that say nothing about the service.</summary>
    private static readonly FrozenSet<string> Empty = (
        "a about after all am an and any are as at be been before but by can cannot could did do does done for from get gets getting got had has have " +
        "he her his how i if in into is it its just like may me much my need needs no not of on or our out please she should so some " +
        "someone something that the their them then there they this to up us want wants was we were what when where which who why will with would you your " +
        "dont im ive").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly Analyzer Plain = Analyzer.NewAnonymous((_, reader) => Chain(reader, stem: false, null));
    private static readonly Analyzer Stemmed = Analyzer.NewAnonymous((_, reader) => Chain(reader, stem: true, null));

    public static Analyzer PlainAnalyzer => Plain;
    public static Analyzer StemAnalyzer => Stemmed;

    /// <summary>Adds, after stemming, the words that mean the same.</summary>
    public static Analyzer WithSynonyms(SynonymMap? synonyms) => Analyzer.NewAnonymous((_, reader) => Chain(reader, stem: true, synonyms));

    public static bool IsEmptyWord(string word) => Empty.Contains(word);

    public static IReadOnlyList<Word> Words(string text) => Read(Plain, text);

    /// <summary>The stems of a text's words, in order.</summary>
    public static IReadOnlyList<string> Stems(string text) => [.. Read(Stemmed, text).Select(w => w.Text)];

    public static string Stem(string word) => Stems(word) is [var stem, ..] ? stem : word;

    private static TokenStreamComponents Chain(TextReader reader, bool stem, SynonymMap? synonyms)
    {
        var tokens = new StandardTokenizer(Version, reader);
        TokenStream stream = new EnglishPossessiveFilter(Version, tokens);
        stream = new ASCIIFoldingFilter(new LowerCaseFilter(Version, stream));
        if (stem) stream = new PorterStemFilter(stream);
        if (synonyms is not null) stream = new SynonymFilter(stream, synonyms, ignoreCase: true);
        return new TokenStreamComponents(tokens, stream);
    }

    private static List<Word> Read(Analyzer analyzer, string text)
    {
        var words = new List<Word>();
        using var stream = analyzer.GetTokenStream("", text);
        var term = stream.GetAttribute<ICharTermAttribute>();
        var offset = stream.GetAttribute<IOffsetAttribute>();
        stream.Reset();
        while (stream.IncrementToken()) words.Add(new Word(term.ToString(), offset.StartOffset, offset.EndOffset));
        stream.End();
        return words;
    }
}
