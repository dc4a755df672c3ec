namespace Shop.Web.Tests.Journeys;

public sealed partial class KillTests
{
    /// <summary>A shop that has sold is brought to the next version and killed on the way, again and again.</summary>
    [Fact]
    public async Task Kill_DuringTheMigrationOfAnOldDatabase_NothingIsLostAndTheNextStartFinishes()
    {
        var file = Path.Combine(_folder, "shop.db");
        var old = await OldDatabase.MakeAsync(file);
        for (var kill = 0; kill < 4; kill++)
        {
            _shop.StartOnly();
            var moment = kill;
            await Evidence.EventuallyAsync(() => Task.FromResult(old.Progress() >= moment), () => $"progress {old.Progress()}");
            await _shop.KillAsync();
            Assert.Equal("ok", _evidence.Scalar("PRAGMA quick_check"));
            Assert.Equal("kept", _evidence.Scalar("SELECT FriendlyName FROM kernel_data_protection_key WHERE FriendlyName = 'kept'"));
        }

        await _shop.StartAsync();
        Assert.Equal(old.Migrations, _evidence.Count("\"__EFMigrationsHistory\""));
        using var shopper = new Shopper(_shop.Address);
        await shopper.GoToPayTradeSacksAsync();
        Assert.Equal("kept", _evidence.Scalar("SELECT FriendlyName FROM kernel_data_protection_key WHERE FriendlyName = 'kept'"));
        Assert.NotEmpty(Directory.GetFiles(_folder, "shop.db.before-*"));
    }
}
