using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Shop.Finance.Batches;
using Shop.Finance.Ledger.Chain;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

/// <summary>Paid orders as finance hears of them, without a resident who buys.</summary>
internal static class Takings
{
    /// <summary>In one transaction, as its sender would.</summary>
    public static async Task AnnounceAsync(this WebShop shop, params INotification[] happened)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var one in happened) await scope.ServiceProvider.GetRequiredService<IMediator>().Publish(one);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>Waits until the sealer has sealed what was posted.</summary>
    public static async Task SealedAsync(this WebShop shop)
    {
        for (var tries = 0; tries < 600 && (await shop.SendAsync(new VerifyLedger(Last: 1))).WaitingCount > 0; tries++)
            await Task.Delay(100);
    }

    /// <summary>Makes a batch of what is sealed, approves and exports it; its number.</summary>
    public static async Task<int> ExportedBatchAsync(this WebShop shop)
    {
        await shop.SealedAsync();
        var (maker, approver) = (new Actor(Guid.NewGuid(), "Ann Income"), new Actor(Guid.NewGuid(), "Bob Senior"));
        var number = Assert.IsType<MakeBatchesResult.Made>(await shop.SendAsync(new MakeBatches(maker))).Numbers[0];
        Assert.Equal(BatchChange.Done, await shop.SendAsync(new ApproveBatch(approver, number, "Totals agree")));
        Assert.Equal(BatchChange.Done, await shop.SendAsync(new ExportApprovedBatch(maker, number, "generic")));
        return number;
    }

    public static OrderPaid Order(DateTime paidAt, string payer = "Sam Jones", string email = "sam@example.com", string last4 = "4242", params LineSnapshot[] lines) => new(
        Guid.CreateVersion7(), OrderReference.New(), paidAt, new Payer(payer, null, email, null, [], null),
        [.. (lines.Length == 0 ? [SkipPermit] : lines).Select(l => new PaidLine(Guid.CreateVersion7(), l))],
        "tokentokentokentoken12", Guid.CreateVersion7(), $"ch_{Guid.NewGuid():N}", "visa", last4, null);

    public static LineSnapshot SkipPermit => Line("skip-permit", "Skip permit", "street-works", Part("licence", "Licence", 9700, 0, "O", "HW210", "91210"));

    public static LineSnapshot LandSearch => Line(
        "land-search", "Local land charges search", "land-charges",
        Part("llc1", "LLC1 search", 2500, 0, "O", "PL730", "91720"), Part("con29", "CON29 enquiries", 7782, 1297, "S", "PL730", "91720"));

    public static LineSnapshot Line(string id, string title, string team, params ChargeComponent[] components) => new()
    {
        ServiceId = id,
        ServiceVersion = 1,
        Title = title,
        Choices = new Dictionary<string, string>(),
        Options = [],
        Quantity = 1,
        Components = components,
        Answers = [],
        Uploads = [],
        Team = new TeamSnapshot(team, $"The {team} team", $"{team}@larkmere.example"),
        TargetWorkingDays = 10,
        DueOn = new DateOnly(2026, 10, 19),
        NeedsApproval = false,
        WhatHappensNext = "We check it.",
        RefundWords = "",
    };

    public static ChargeComponent Part(string id, string name, long gross, long vat, string vatCode, string costCentre, string subjective) => new(
        id, name, ChargeKind.Fee, Refundability.ByPolicy, gross, vat, vatCode, vatCode == "S" ? 2000 : 0, vatCode == "S" ? "includes VAT at 20%" : "no VAT", costCentre, subjective, "");
}
