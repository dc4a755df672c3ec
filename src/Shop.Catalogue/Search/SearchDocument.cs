using Lucene.Net.Documents;
using Shop.Catalogue.Snapshot;

namespace Shop.Catalogue.Search;

/// <summary>The searched words of a service, by how much they say about it.</summary>
internal sealed record SearchDocument(string Title, IReadOnlyList<string> Keywords, string Summary, string Text)
{
    public static SearchDocument Of(CatalogueService service)
    {
        var s = service.Definition;
        var text = new[] { s.WhoItIsFor }
            .Concat(s.WhatYouNeed)
            .Concat(s.Options.SelectMany(o => o.Choices.Select(c => c.Label).Prepend(o.Label)))
            .Concat(s.Charges.Select(c => c.Name))
            .Append(s.HowLongItTakes.Text);
        return new SearchDocument(s.Title, s.Keywords, s.Summary, string.Join(". ", text));
    }

    public Document ToLucene(int number)
    {
        var document = new Document { new StoredField(SearchFields.Number, number) };
        Add(document, SearchFields.Title, Title);
        Add(document, SearchFields.Summary, Summary);
        Add(document, SearchFields.Text, Text);
        foreach (var keyword in Keywords) Add(document, SearchFields.Keywords, keyword);
        foreach (var phrase in Keywords.Append(Title))
        {
            document.Add(new StringField(SearchFields.Whole, SearchFields.WholeOf(TextAnalysis.Words(phrase).Select(w => w.Text)), Field.Store.NO));
            foreach (var joined in JoinedPairs(phrase)) document.Add(new StringField(SearchFields.Joined, joined, Field.Store.NO));
        }

        return document;
    }

    /// <summary>"car park" is also written "carpark".</summary>
    public static IEnumerable<string> JoinedPairs(string phrase)
    {
        var words = TextAnalysis.Words(phrase);
        return words.Zip(words.Skip(1), (a, b) => a.Text + b.Text).Where(w => w.Length >= 5);
    }

    private static void Add(Document document, string field, string text)
    {
        document.Add(new TextField(field + SearchFields.Plain, text, Field.Store.NO));
        document.Add(new TextField(field + SearchFields.Stemmed, text, Field.Store.NO));
        document.Add(new TextField(field + SearchFields.Synonyms, text, Field.Store.NO));
    }
}

/// <summary>Names of the index's fields.</summary>
internal static class SearchFields
{
    public const string Number = "number";
    public const string Title = "title";
    public const string Keywords = "keywords";
    public const string Summary = "summary";
    public const string Text = "text";

    /// <summary>A whole title or keyword as one term, in stems, without empty words.</summary>
    public const string Whole = "whole";

    /// <summary>Neighbouring words written as one.</summary>
    public const string Joined = "joined";

    public const string Plain = "-plain";
    public const string Stemmed = "-stem";
    public const string Synonyms = "-syn";

    public static string WholeOf(IEnumerable<string> words) =>
        string.Join(' ', words.Where(w => !TextAnalysis.IsEmptyWord(w)).Select(TextAnalysis.Stem));
}
