using Shop.Catalogue.Definitions;
using Shop.Catalogue.Search;
using Shop.Catalogue.Snapshot;

namespace Shop.Catalogue;

/// <summary>A piece of a text, marked where it answers the query. Plain text: the page encodes it.</summary>
public sealed record TextPart(string Text, bool IsMatch);

/// <summary>A service in a list, with what tells similar ones apart.</summary>
/// <param name="AlsoCalled">Only the names that answer the query.</param>
/// <param name="WhoCannotUseIt">First sentence.</param>
/// <param name="Phone">Whom to call where it is not sold online.</param>
public sealed record ServiceRow(
    string Id,
    string Title,
    IReadOnlyList<TextPart> MarkedTitle,
    IReadOnlyList<TextPart> Summary,
    IReadOnlyList<IReadOnlyList<TextPart>> AlsoCalled,
    PriceSummary Price,
    string HowLong,
    IReadOnlyList<string> WhatYouNeed,
    string WhoCannotUseIt,
    bool IsOnline,
    string? Phone)
{
    internal static ServiceRow Of(CatalogueSnapshot catalogue, CatalogueService service, MatchMarker? marker = null)
    {
        var s = service.Definition;
        return new ServiceRow(
            s.Id,
            s.Title,
            marker?.Mark(s.Title) ?? [new TextPart(s.Title, false)],
            marker?.Mark(s.Summary) ?? [new TextPart(s.Summary, false)],
            marker is null ? [] : [.. s.Keywords.Where(marker.MatchesAll).Take(3).Select(marker.Mark)],
            PriceSummary.Of(catalogue, service),
            s.HowLongItTakes.Text,
            s.WhatYouNeed,
            FirstSentence(s.WhoCannotUseIt),
            service.IsOnline,
            catalogue.Teams[s.Team].Phone ?? catalogue.Council?.Phone);
    }

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }
}

/// <summary>A service's price in one line. Pence.</summary>
/// <param name="LowestPence">Null when it cannot be computed: <paramref name="Words"/> says how it is priced.</param>
/// <param name="LowestPaidPence">The lowest that is not free; null when all is.</param>
/// <param name="HighestPence">Of what can be chosen.</param>
/// <param name="MayBeMore">Quantity or notice may make it dearer still.</param>
/// <param name="VatWords">"no VAT", "includes VAT at 20%"; empty where it is free.</param>
/// <param name="Words">How it is priced where that is not computed; null otherwise.</param>
public sealed record PriceSummary(long? LowestPence, long? LowestPaidPence, long? HighestPence, bool MayBeMore, string VatWords, string? Words)
{
    public bool IsOnePrice => LowestPence == HighestPence && !MayBeMore;

    internal static PriceSummary Of(CatalogueSnapshot catalogue, CatalogueService service)
    {
        var (lowest, lowestPaid, highest, mayBeMore) = service.Prices;
        var charges = service.Definition.Charges;
        var words = charges.Where(c => c.Amount.FixedPence != 0).Select(c => catalogue.VatCodes[c.VatCode].Words).Distinct().ToList();
        return new PriceSummary(lowest, lowestPaid, highest, mayBeMore, Vat(words), lowest is null ? RuleWords(charges) : null);
    }

    private static string Vat(List<string> words) => words switch
    {
        [] => "",
        [var one] => one,
        _ => "VAT on part of it",
    };

    private static string RuleWords(IReadOnlyList<Charge> charges) =>
        charges.Select(c => c.Amount.RuleWords).FirstOrDefault(w => w is not null) ?? "Ask us for the price";
}
