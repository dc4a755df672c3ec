using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Shop.Catalogue.Search;

/// <summary>Weighs where a word was found: title before keywords before summary before the rest, as written before stem before synonym.</summary>
internal static class QueryBuilder
{
    private static readonly (string Field, float Weight)[] Fields =
        [(SearchFields.Title, 5), (SearchFields.Keywords, 4), (SearchFields.Summary, 1.6f), (SearchFields.Text, 0.7f)];

    private static readonly (string Form, float Weight)[] Forms =
        [(SearchFields.Plain, 1.15f), (SearchFields.Stemmed, 1), (SearchFields.Synonyms, 0.75f)];

    private const float WholeWeight = 8;
    private const float JoinedWeight = 4;
    private const float PairWeight = 0.6f;

    public static Query Build(IReadOnlyList<QueryWord> words)
    {
        var query = new BooleanQuery();
        foreach (var word in words) query.Add(WordQuery(word), Occur.SHOULD);
        query.Add(Weighted(SearchFields.Whole, SearchFields.WholeOf(words.Select(w => w.Best)), WholeWeight), Occur.SHOULD);
        foreach (var (first, second) in words.Zip(words.Skip(1)))
        {
            query.Add(Weighted(SearchFields.Joined, first.Best + second.Best, JoinedWeight), Occur.SHOULD);
            foreach (var (field, weight) in Fields) query.Add(Pair(field, first.BestStem, second.BestStem, weight * PairWeight), Occur.SHOULD);
        }

        return query;
    }

    /// <summary>The best place counts; the others hardly, or long texts would win.</summary>
    private static DisjunctionMaxQuery WordQuery(QueryWord word)
    {
        var query = new DisjunctionMaxQuery(0.1f);
        foreach (var (reading, stem, readingWeight) in word.Readings)
        {
            foreach (var (field, fieldWeight) in Fields)
                foreach (var (form, formWeight) in Forms)
                    query.Add(Weighted(field + form, form == SearchFields.Plain ? reading : stem, readingWeight * fieldWeight * formWeight));
            query.Add(Weighted(SearchFields.Joined, reading, readingWeight * JoinedWeight));
        }

        return query;
    }

    private static PhraseQuery Pair(string field, string firstStem, string secondStem, float weight)
    {
        var phrase = new PhraseQuery { Boost = weight, Slop = 1 };
        phrase.Add(new Term(field + SearchFields.Stemmed, firstStem));
        phrase.Add(new Term(field + SearchFields.Stemmed, secondStem));
        return phrase;
    }

    private static TermQuery Weighted(string field, string term, float weight) => new(new Term(field, term)) { Boost = weight };
}
