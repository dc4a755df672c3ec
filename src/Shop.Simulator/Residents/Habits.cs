using Bogus;

namespace Shop.Simulator.Residents;

/// <summary>How a resident's purchase ends.</summary>
public enum Fate
{
    /// <summary>Paid at once.</summary>
    Pays,

    /// <summary>Declined once, then paid with another card.</summary>
    DeclinedFirst,

    /// <summary>Asked by the bank to confirm, and does.</summary>
    Challenged,

    /// <summary>Pays; the cardholder disputes it later.</summary>
    Disputes,

    /// <summary>Pays, but closes the browser before coming back.</summary>
    NeverReturns,

    /// <summary>Goes to the payment page and leaves: the order lapses.</summary>
    LeavesAtPayment,

    /// <summary>Fills a basket and leaves.</summary>
    LeavesBasket,
}

/// <summary>What somebody sets out to do.</summary>
/// <param name="Services">In the order they go into the basket.</param>
public sealed record Errand(int Number, IReadOnlyList<string> Services, Fate Fate, string Card);

/// <summary>
/// What residents of the 16 services in use buy and how it goes, so that three months come to the size of the shop this
/// one replaces: about £190,000. Shares are of a hundred; the fates are a little worse than life, to have some of each.
/// </summary>
internal static class Habits
{
    /// <summary>Service and its share of the errands.</summary>
    private static readonly (string Service, float Share)[] Services =
    [
        ("certificate-copy", 20), ("bin-replacement", 13), ("garden-waste", 12), ("skip-permit", 12), ("trade-sacks", 7), ("ten", 6),
        ("car-park-season", 6), ("land-search", 6), ("road-space", 4), ("dropped-kerb", 3), ("clinical-waste", 3), ("h-bar", 2),
        ("event-signs", 2), ("materials-licence", 2), ("pre-app", 1), ("building-control-notice", 1),
    ];

    private static readonly (Fate Fate, float Share)[] Fates =
    [
        (Fate.Pays, 80), (Fate.DeclinedFirst, 5), (Fate.Challenged, 5), (Fate.NeverReturns, 2), (Fate.Disputes, 1), (Fate.LeavesAtPayment, 3), (Fate.LeavesBasket, 4),
    ];

    /// <summary>The first residents have one fate each, so that the smallest play has all of them.</summary>
    private static readonly Fate[] First =
        [Fate.Pays, Fate.Pays, Fate.DeclinedFirst, Fate.Challenged, Fate.Disputes, Fate.LeavesAtPayment, Fate.LeavesBasket, Fate.NeverReturns, Fate.Disputes];

    private static readonly string[] Cards = ["4000008260000000", "4000058260000005", "5555558265554449", "4242424242424242", "4000002500000003"];

    public static Errand Next(Faker faker, int number)
    {
        var services = new List<string> { Pick(faker, Services) };
        if (faker.Random.Bool(0.08f) && Pick(faker, Services) is var second && second != services[0]) services.Add(second);
        return new Errand(number, services, number <= First.Length ? First[number - 1] : Pick(faker, Fates), faker.Random.WeightedRandom(Cards, [0.45f, 0.35f, 0.15f, 0.03f, 0.02f]));
    }

    private static T Pick<T>(Faker faker, (T Item, float Share)[] of)
    {
        var total = of.Sum(o => o.Share);
        return faker.Random.WeightedRandom([.. of.Select(o => o.Item)], [.. of.Select(o => o.Share / total)]);
    }
}
