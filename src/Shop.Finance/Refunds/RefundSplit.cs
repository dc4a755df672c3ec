namespace Shop.Finance.Refunds;

/// <summary>A charge component as it was sold and what is left of it after the refunds so far; pence.</summary>
internal sealed record ComponentLeft(Guid LineId, int Place, long SoldGrossPence, long SoldVatPence, long LeftGrossPence, long LeftVatPence)
{
    public long LeftNetPence => LeftGrossPence - LeftVatPence;
}

/// <summary>What goes back of one component; net + VAT = gross.</summary>
internal sealed record SplitPart(Guid LineId, int Place, long NetPence, long VatPence, long GrossPence);

/// <summary>
/// Splits a refund over components in proportion to what is left of each, to the penny. The VAT that goes back is the
/// stored VAT in proportion, never the rate applied anew; who takes the last of a component takes its remainder.
/// </summary>
internal static class RefundSplit
{
    /// <summary>Throws when the amount is not positive, or more than is left.</summary>
    public static IReadOnlyList<SplitPart> Of(IReadOnlyList<ComponentLeft> components, long amountPence)
    {
        var left = components.Sum(c => c.LeftGrossPence);
        if (amountPence < 1 || amountPence > left) throw new ArgumentOutOfRangeException(nameof(amountPence), amountPence, $"Between 1p and {left}p can go back.");
        var shares = components.Select(c => (Component: c, Share: amountPence * c.LeftGrossPence / left, Over: amountPence * c.LeftGrossPence % left)).ToList();
        var missing = amountPence - shares.Sum(s => s.Share);
        // The pennies that rounding down left over go to whom it took most from.
        var lucky = shares.OrderByDescending(s => s.Over).ThenBy(s => s.Component.Place).Take((int)missing).Select(s => s.Component.LineId).ToHashSet();
        return
        [
            .. shares.Select(s => (s.Component, Gross: s.Share + (lucky.Contains(s.Component.LineId) ? 1 : 0)))
                .Where(s => s.Gross > 0).OrderBy(s => s.Component.Place).Select(s => Part(s.Component, s.Gross)),
        ];
    }

    private static SplitPart Part(ComponentLeft component, long gross)
    {
        var vat = VatOf(component, gross);
        return new SplitPart(component.LineId, component.Place, gross - vat, vat, gross);
    }

    private static long VatOf(ComponentLeft component, long gross)
    {
        if (gross == component.LeftGrossPence) return component.LeftVatPence;
        // Half a penny up; neither more VAT nor more net than there is left.
        var proportional = ((2 * component.SoldVatPence * gross) + component.SoldGrossPence) / (2 * component.SoldGrossPence);
        return Math.Clamp(proportional, Math.Max(0, gross - component.LeftNetPence), Math.Min(gross, component.LeftVatPence));
    }
}
