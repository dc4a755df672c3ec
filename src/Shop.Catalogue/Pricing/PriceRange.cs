using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Pricing;

/// <summary>What a service costs at least and at most with full notice and the smallest quantity, over every combination that can be bought. Pence.</summary>
/// <param name="Lowest">Null when nothing can be computed.</param>
/// <param name="LowestPaid">The lowest that is not free; null when all is.</param>
/// <param name="MayBeMore">More units, short notice or a rule that is not computed may make it dearer than <paramref name="Highest"/>.</param>
internal sealed record PriceRange(long? Lowest, long? LowestPaid, long? Highest, bool MayBeMore)
{
    public static PriceRange Of(ServiceDefinition service)
    {
        var quantity = service.Quantity?.Min ?? 1;
        var totals = new List<long>();
        var mayBeMore = service.Quantity is { } range && range.Max > range.Min && service.Charges.Any(c => c.Amount.PerUnitPence is not null);
        foreach (var choices in Combinations.Possible(service))
        {
            var charges = service.Charges.Where(c => c.AppliesTo(choices, NoticeGiven.Full)).ToList();
            if (charges.Count > 0 && charges.All(c => c.Amount.IsComputable)) totals.Add(charges.Sum(c => c.Amount.Pence(quantity)));
            else mayBeMore = true;
            mayBeMore |= Combinations.Notices(service, choices).Skip(1).Any();
        }

        return totals.Count == 0
            ? new PriceRange(null, null, null, true)
            : new PriceRange(totals.Min(), totals.Where(t => t > 0).Cast<long?>().Min(), totals.Max(), mayBeMore);
    }
}
