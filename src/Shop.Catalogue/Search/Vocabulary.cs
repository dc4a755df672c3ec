using System.Collections.Frozen;
using System.Numerics;

namespace Shop.Catalogue.Search;

/// <summary>Every word that services and synonyms use, unstemmed: what a misspelt or unfinished word may have meant.</summary>
internal sealed class Vocabulary
{
    private const int ShortestPrefix = 3;
    private readonly Dictionary<string, int> _uses;
    private readonly string[] _sorted;
    private readonly (string Word, uint Letters)[] _all;
    private readonly FrozenDictionary<string, string> _stemOf;
    private readonly FrozenSet<string> _stems;

    /// <param name="words">Every use of a word; the more used one wins among equally near ones.</param>
    /// <param name="joined">Neighbouring words written as one: known, but nothing that someone began to type.</param>
    public Vocabulary(IEnumerable<string> words, IEnumerable<string> joined)
    {
        _uses = words.CountBy(w => w).ToDictionary();
        _sorted = [.. _uses.Keys.Order(StringComparer.Ordinal)];
        _stemOf = _uses.Keys.ToFrozenDictionary(w => w, TextAnalysis.Stem);
        _stems = _stemOf.Values.ToFrozenSet();
        foreach (var word in joined) _uses.TryAdd(word, 0);
        _all = [.. _uses.Keys.Where(w => w.Length >= 3).Select(w => (w, LettersOf(w)))];
    }

    public int Count => _sorted.Length;

    public bool Knows(string word) => _uses.ContainsKey(word) || _stems.Contains(StemOf(word));

    /// <summary>Looked up where the word is known: a query has dozens of readings, and analysing one costs microseconds.</summary>
    public string StemOf(string word) => _stemOf.TryGetValue(word, out var stem) ? stem : TextAnalysis.Stem(word);

    /// <summary>Words that begin with what was typed, shortest first.</summary>
    public IReadOnlyList<string> StartingWith(string prefix, int atMost)
    {
        if (prefix.Length < ShortestPrefix) return [];
        var from = Array.BinarySearch(_sorted, prefix, StringComparer.Ordinal);
        var found = _sorted.Skip(from < 0 ? ~from : from).TakeWhile(w => w.StartsWith(prefix, StringComparison.Ordinal));
        return [.. found.Where(w => w != prefix).OrderBy(w => w.Length).Take(atMost)];
    }

    /// <summary>The words nearest to a misspelt one, nearest first: one mistake in short words, two in longer ones, none below four letters.</summary>
    public IReadOnlyList<(string Word, int Distance)> Near(string word, int atMost)
    {
        var allowed = word.Length switch { < 4 => 0, < 5 => 1, _ => 2 };
        if (allowed == 0 || word.Any(char.IsAsciiDigit)) return [];
        var letters = LettersOf(word);
        return [.. _all
            .Where(known => Math.Abs(known.Word.Length - word.Length) <= allowed && BitOperations.PopCount(known.Letters ^ letters) <= 2 * allowed)
            .Select(known => (known.Word, Distance: EditDistance.Between(word, known.Word, allowed)))
            .Where(n => n.Distance <= allowed)
            .OrderBy(n => n.Distance)
            .ThenByDescending(n => n.Word[0] == word[0])
            .ThenByDescending(n => _uses[n.Word])
            .Take(atMost)];
    }

    /// <summary>A bit for each letter a word has: one mistake changes two of them at most, which rules out nearly every word at once.</summary>
    private static uint LettersOf(string word)
    {
        var letters = 0u;
        foreach (var letter in word) letters |= 1u << (char.IsAsciiLetterLower(letter) ? letter - 'a' : 26 + letter % 6);
        return letters;
    }
}

/// <summary>Letters left out, added, changed or swapped with a neighbour (optimal string alignment).</summary>
internal static class EditDistance
{
    /// <summary>The distance; <paramref name="limit"/> + 1 when it is more than the limit.</summary>
    public static int Between(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit) return limit + 1;
        Span<int> before = stackalloc int[b.Length + 1], last = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                best = Math.Min(best, row[j]);
            }

            if (best > limit) return limit + 1;
            last.CopyTo(before);
            row.CopyTo(last);
        }

        return Math.Min(last[b.Length], limit + 1);
    }
}
