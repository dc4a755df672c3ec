using Shop.Catalogue.Answers;

namespace Shop.Catalogue.Search;

/// <summary>What may be recorded of a search: people type names of streets, numbers and addresses into search boxes.</summary>
internal static class RecordedText
{
    private const int MostCharacters = 100;

    /// <summary>Lower case, at most 100 characters; e-mail addresses, postcodes, and words with four or more digits become "#".</summary>
    public static string Of(string text)
    {
        var words = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var kept = new List<string>();
        for (var i = 0; i < words.Length; i++)
        {
            if (i + 1 < words.Length && AddressAnswer.Postcode(words[i] + words[i + 1]) is not null)
            {
                kept.Add("#");
                i++;
            }
            else
            {
                kept.Add(MayTellWho(words[i]) ? "#" : words[i]);
            }
        }

        var recorded = string.Join(' ', kept);
        return recorded.Length <= MostCharacters ? recorded : recorded[..MostCharacters];
    }

    private static bool MayTellWho(string word) =>
        word.Contains('@', StringComparison.Ordinal) || word.Count(char.IsDigit) >= 4 || AddressAnswer.Postcode(word) is not null;
}
