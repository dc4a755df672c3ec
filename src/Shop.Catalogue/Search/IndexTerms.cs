using System.Collections.Frozen;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Shop.Catalogue.Search;

/// <summary>
/// The terms that an index has, field by field, and where Lucene finds each. A query asks for each reading of a word in a dozen places,
/// most of which do not have it: a lookup here takes the place of a seek, and no score changes.
/// </summary>
internal sealed class IndexTerms
{
    private readonly IndexReaderContext _reader;
    private readonly FrozenDictionary<string, FrozenDictionary<string, Place>> _fields;

    public IndexTerms(IndexReader reader)
    {
        _reader = reader.Context;
        var fields = MultiFields.GetFields(reader);
        _fields = fields is null ? FrozenDictionary<string, FrozenDictionary<string, Place>>.Empty : fields.ToFrozenDictionary(f => f, f => Read(f, fields.GetTerms(f)));
    }

    public bool Has(string field, string term) => Find(field, term) is not null;

    /// <summary>Null where the index does not have it.</summary>
    public TermQuery? Query(string field, string term, float weight)
    {
        if (Find(field, term) is not { } place) return null;
        // Two at once may build the same; either is right.
        place.Found ??= TermContext.Build(_reader, place.Term);
        return new TermQuery(place.Term, place.Found) { Boost = weight };
    }

    private Place? Find(string field, string term) => _fields.TryGetValue(field, out var terms) && terms.TryGetValue(term, out var place) ? place : null;

    private static FrozenDictionary<string, Place> Read(string field, Terms terms)
    {
        var places = new Dictionary<string, Place>();
        for (var each = terms.GetEnumerator(); each.MoveNext();)
        {
            var term = each.Term.Utf8ToString();
            places[term] = new Place(new Term(field, term));
        }

        return places.ToFrozenDictionary();
    }

    private sealed class Place(Term term)
    {
        public Term Term { get; } = term;
        public TermContext? Found { get; set; }
    }
}
