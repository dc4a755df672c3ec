namespace Shop.StripeSandbox.Flow;

/// <summary>
/// What Stripe keeps of a card payment to a UK account, standard pricing since 10 April 2023: a share of the amount by
/// where the card was issued, and 20 pence. Rounded half up to the penny, once per transaction.
/// </summary>
internal static class Fees
{
    /// <summary>What a dispute costs, won or lost; a mere inquiry costs nothing.</summary>
    public const long DisputePence = 2_000;

    private const long FixedPence = 20;
    private const int UkBasisPoints = 150, EeaBasisPoints = 250, OtherBasisPoints = 325;

    private static readonly HashSet<string> Eea =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU",
        "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
    ];

    /// <summary>The fee in pence on an amount in pence, for a card of this country.</summary>
    public static long OnCharge(long amount, string cardCountry)
    {
        var basisPoints = cardCountry == "GB" ? UkBasisPoints : Eea.Contains(cardCountry) ? EeaBasisPoints : OtherBasisPoints;
        return (amount * basisPoints + 5_000) / 10_000 + FixedPence;
    }
}
