using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Shop.Catalogue.Search;

/// <summary>Weighs where a word was found: title before keywords before summary before the rest, as written before stem before synonym.</summary>
internal sealed class QueryBuilder(IndexTerms terms)
{
    private static readonly (string Field, float Weight)[] Fields =
        [(SearchFields.Title, 5), (SearchFields.Keywords, 4), (SearchFields.Summary, 1.6f), (SearchFields.Text, 0.7f)];

    private static readonly (string Form, float Weight)[] Forms =
        [(SearchFields.Plain, 1.15f), (SearchFields.Stemmed, 1), (SearchFields.Synonyms, 0.75f)];

    private static readonly (string Field, bool IsPlain, float Weight)[] Places =
        [.. from field in Fields from form in Forms select (field.Field + form.Form, form.Form == SearchFields.Plain, field.Weight * form.Weight)];

    private const float WholeWeight = 8;
    private const float JoinedWeight = 4;
    private const float PairWeight = 0.6f;

    public Query Build(IReadOnlyList<QueryWord> words)
    {
        var query = new BooleanQuery();
        foreach (var word in words) query.Add(WordQuery(word), Occur.SHOULD);
        Add(SearchFields.Whole, SearchFields.WholeOf(words.Select(w => w.Best)), WholeWeight);
        foreach (var (first, second) in words.Zip(words.Skip(1)))
        {
            Add(SearchFields.Joined, first.Best + second.Best, JoinedWeight);
            foreach (var (field, weight) in Fields)
                if (Pair(field + SearchFields.Stemmed, first.BestStem, second.BestStem, weight * PairWeight) is { } pair) query.Add(pair, Occur.SHOULD);
        }

        return query;

        void Add(string field, string term, float weight)
        {
            if (terms.Query(field, term, weight) is { } found) query.Add(found, Occur.SHOULD);
        }
    }

    /// <summary>The best place counts; the others hardly, or long texts would win.</summary>
    private DisjunctionMaxQuery WordQuery(QueryWord word)
    {
        var query = new DisjunctionMaxQuery(0.1f);
        foreach (var (reading, stem, readingWeight) in word.Readings)
        {
            foreach (var (field, isPlain, weight) in Places) Add(field, isPlain ? reading : stem, readingWeight * weight);
            Add(SearchFields.Joined, reading, readingWeight * JoinedWeight);
        }

        return query;

        void Add(string field, string term, float weight)
        {
            if (terms.Query(field, term, weight) is { } found) query.Add(found);
        }
    }

    /// <summary>Null where the two can never stand together.</summary>
    private PhraseQuery? Pair(string field, string firstStem, string secondStem, float weight)
    {
        if (!terms.Has(field, firstStem) || !terms.Has(field, secondStem)) return null;
        var phrase = new PhraseQuery { Boost = weight, Slop = 1 };
        phrase.Add(new Term(field, firstStem));
        phrase.Add(new Term(field, secondStem));
        return phrase;
    }
}
