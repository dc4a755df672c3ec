using System.Globalization;
using Shop.Kernel.Persistence;

namespace Shop.Tests.Payments;

/// <summary>
/// Many orders through a shop that is treated badly: cards are declined, banks ask, webhooks are lost, repeated and shuffled, Stripe
/// answers wrongly, money goes back, payers dispute, and the process dies again and again, wherever it happens to be. At the
/// end every penny is where it belongs. SHOP_RANDOM_ORDERS=2000 SHOP_RANDOM_KILLS=25 is the long run; SHOP_RANDOM_SEED repeats one.
/// </summary>
public sealed class RandomRunTests
{
    private const int Orders = 200;
    private const int Kills = 5;

    [Fact]
    public async Task Orders_TreatedBadly_EveryPennyIsWhereItBelongs()
    {
        var seed = Setting("SHOP_RANDOM_SEED", Random.Shared.Next());
        var (orders, kills) = (Setting("SHOP_RANDOM_ORDERS", Orders), Setting("SHOP_RANDOM_KILLS", Kills));
        Say($"SHOP_RANDOM_SEED={seed} SHOP_RANDOM_ORDERS={orders} SHOP_RANDOM_KILLS={kills}");
        await using var run = await RandomRun.StartAsync(DatabaseProvider.Sqlite, seed, Say);
        await run.PlayAsync(orders, kills);
        Say(run.Summary);
        await run.SettleAsync();
        Say(await new MoneyInvariants(run.Shop).CheckAsync(orders));
        Assert.Equal(kills, run.Deaths);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static void Say(string text)
    {
        TestContext.Current.SendDiagnosticMessage(text);
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        // A long run is watched.
        if (Environment.GetEnvironmentVariable("SHOP_RANDOM_ORDERS") is not null) Console.Error.WriteLine(text);
    }
}
