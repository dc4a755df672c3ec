namespace Shop.StripeSandbox.Flow;

/// <summary>A movement of the balance that is to be booked, in pence.</summary>
/// <param name="Type">Stripe's type; several meanings hide behind <c>adjustment</c>.</param>
/// <param name="Category">The reporting category, which tells them apart.</param>
/// <param name="Amount">Gross: above zero is money in.</param>
/// <param name="Source">The id of what caused it.</param>
internal sealed record Movement(string Type, string Category, long Amount, string Source)
{
    public long Fee { get; init; }

    public string FeeDescription { get; init; } = "Stripe processing fees";

    public string? Description { get; init; }

    /// <summary>Whether it counts at once or waits for the settlement day; null: money in waits, money out does not.</summary>
    public bool? AtOnce { get; init; }

    /// <summary>The automatic payout it belongs to from the start: a payout's own row.</summary>
    public string? Payout { get; init; }
}
