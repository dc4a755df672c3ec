using Lucene.Net.Analysis.Synonym;
using Lucene.Net.Util;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Search;

/// <summary>
/// Synonyms are added to what services say, not to queries: where a service says "kerb" it is indexed under "curb",
/// too. So a rule "from A to B" means: what says B is also found by A.
/// </summary>
internal static class Synonyms
{
    /// <summary>Null when there are none, as Lucene refuses an empty map.</summary>
    public static SynonymMap? Map(IReadOnlyList<SynonymRule> rules)
    {
        var pairs = rules.SelectMany(Pairs).Select(p => (Said: Join(p.Said), Searched: Join(p.Searched))).Where(p => p.Said.Length > 0 && p.Searched.Length > 0).ToList();
        if (pairs.Count == 0) return null;
        var builder = new SynonymMap.Builder(true);
        foreach (var (said, searched) in pairs) builder.Add(said, searched, includeOrig: true);
        return builder.Build();
    }

    public static IEnumerable<(string Said, string Searched)> Pairs(SynonymRule rule) =>
        from said in rule.To
        from searched in rule.From
        where said != searched
        select (said, searched);

    private static CharsRef Join(string words) => SynonymMap.Builder.Join([.. TextAnalysis.Stems(words)], new CharsRef());
}
