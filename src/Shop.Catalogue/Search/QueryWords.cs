namespace Shop.Catalogue.Search;

/// <summary>A word of a query and what it may stand for.</summary>
/// <param name="Typed">As typed, in lower case.</param>
/// <param name="Readings">Words to look for instead or as well; the typed one is the first.</param>
/// <param name="Correction">The most likely right spelling; null when the word is known or nothing is near.</param>
internal sealed record QueryWord(string Typed, IReadOnlyList<Reading> Readings, string? Correction)
{
    public string Best => Correction ?? Typed;

    public string BestStem => Readings.First(r => r.Word == Best).Stem;
}

/// <param name="Weight">How much it counts against the typed word (1).</param>
internal readonly record struct Reading(string Word, string Stem, float Weight);

/// <summary>Reads a query: leaves out the words that say nothing, completes unfinished words, corrects misspelt ones.</summary>
internal static class QueryWords
{
    private const int MostCharacters = 200;
    private const int MostWords = 20;
    private const int MostReadings = 12;

    public static IReadOnlyList<QueryWord> Read(string text, Vocabulary vocabulary)
    {
        var typed = TextAnalysis.Words(text.Length > MostCharacters ? text[..MostCharacters] : text).Select(w => w.Text).Take(MostWords).ToList();
        var telling = typed.Where((word, i) => !TextAnalysis.IsEmptyWord(word) || IsUnfinished(word, i, typed, vocabulary)).ToList();
        if (telling.Count == 0) telling = typed;
        return [.. telling.Distinct().Select(word => ReadWord(word, vocabulary))];
    }

    /// <summary>In "building not" the last word is the beginning of "notice", in a sentence it is just "not".</summary>
    private static bool IsUnfinished(string word, int at, List<string> typed, Vocabulary vocabulary) =>
        at == typed.Count - 1 && typed.Count is 2 or 3 && vocabulary.StartingWith(word, 1).Count > 0;

    private static QueryWord ReadWord(string word, Vocabulary vocabulary)
    {
        Reading Read(string other, float weight) => new(other, vocabulary.StemOf(other), weight);
        var readings = new List<Reading> { Read(word, 1) };
        var longer = vocabulary.StartingWith(word, MostReadings);
        readings.AddRange(longer.Select(w => Read(w, 0.6f * word.Length / w.Length)));
        if (vocabulary.Knows(word) || longer.Count > 0) return new QueryWord(word, readings, null);

        var near = vocabulary.Near(word, MostReadings);
        if (near.Count == 0) return new QueryWord(word, readings, null);
        var nearest = near[0].Distance;
        readings.AddRange(near.Where(n => n.Distance == nearest).Select(n => Read(n.Word, 0.8f / n.Distance)));
        readings.AddRange(near.Where(n => n.Distance > nearest).Select(n => Read(n.Word, 0.25f)));
        return new QueryWord(word, readings, near[0].Word);
    }
}
