namespace Shop.Finance.Payouts;

/// <summary>Divides pence by weight without losing one: each share is rounded on the running total, so that the last takes the remainder.</summary>
internal static class Shares
{
    /// <summary>One share a cost centre, in their order; shares of nothing are left out. Empty when there is no weight to divide by.</summary>
    public static IReadOnlyList<(string CostCentre, long Pence)> Divide(long pence, IEnumerable<(string CostCentre, long Weight)> parts)
    {
        var weights = parts.GroupBy(p => p.CostCentre, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (CostCentre: g.Key, Weight: g.Sum(p => p.Weight))).Where(g => g.Weight > 0).ToList();
        var total = weights.Sum(w => w.Weight);
        var (shares, given, weight) = (new List<(string, long)>(), 0L, 0L);
        foreach (var part in weights)
        {
            weight += part.Weight;
            var upTo = (long)Math.Round((decimal)pence * weight / total, MidpointRounding.AwayFromZero);
            if (upTo != given) shares.Add((part.CostCentre, upTo - given));
            given = upTo;
        }

        return shares;
    }
}
