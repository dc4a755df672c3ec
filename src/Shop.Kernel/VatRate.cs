namespace Shop.Kernel;

/// <summary>A VAT rate in basis points: 2000 is 20 %. Exempt and outside-scope supplies have rate 0.</summary>
public readonly record struct VatRate
{
    public int BasisPoints { get; }

    /// <summary>Throws when the rate is not between 0 and 100 %.</summary>
    public VatRate(int basisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(basisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(basisPoints, 10_000);
        BasisPoints = basisPoints;
    }

    /// <summary>
    /// The VAT inside a VAT-inclusive amount: gross x rate / (1 + rate), rounded once to the penny, half away from
    /// zero (VAT Notice 700, section 17: per line). Does nothing (zero) when the rate is 0.
    /// </summary>
    public Money VatIn(Money gross)
    {
        Int128 numerator = (Int128)gross.Pence * BasisPoints * 2;
        Int128 denominator = (10_000 + BasisPoints) * 2;
        Int128 half = denominator / 2;
        var rounded = numerator >= 0 ? (numerator + half) / denominator : (numerator - half) / denominator;
        return new Money((long)rounded);
    }
}
