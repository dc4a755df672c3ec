using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Orders;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Orders;

public sealed class SqliteSweepAttachmentsTests() : SweepAttachmentsTests(DatabaseProvider.Sqlite);

public sealed class PostgresSweepAttachmentsTests() : SweepAttachmentsTests(DatabaseProvider.Postgres)
{
    [Fact]
    public async Task Sweep_OrderClaimsBetweenItsTwoReads_KeepsClaimAndDocument()
    {
        var between = new BeforeCommand("orders_attachment_claim", nth: 2);
        await using var shop = await OrdersShop.StartAsync(DatabaseProvider.Postgres, between.Register);
        var draft = Guid.NewGuid();
        await shop.UploadAsync(draft, "plan");
        shop.Shop.Clock.Advance(TimeSpan.FromHours(25));
        CreateOrderResult.Created? order = null;
        between.Do = async () => order = await shop.OrderAsync(Make.Line(Make.SkipPermit(Make.Slot("plan")), draft));
        Assert.Equal(0, (await shop.SendAsync(new SweepAttachments())).Forgotten);
        Assert.NotNull(order);
        Assert.Equal(order.OrderId, await shop.Shop.ReadAsync(db => db.Set<AttachmentClaim>().Select(c => c.OrderId).SingleAsync()));
        Assert.Single(shop.Files());
    }
}

/// <summary>What is swept and what is not, and what a crash between file and row leaves.</summary>
public abstract class SweepAttachmentsTests(DatabaseProvider provider)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Sweep_Unclaimed_GoesAfterADay()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        await shop.UploadAsync(Guid.NewGuid(), "plan");
        shop.Shop.Clock.Advance(Day);
        Assert.Equal(new SweptAttachments(0, 0, 0), await SweepAsync(shop));
        shop.Shop.Clock.Advance(Second);
        Assert.Equal(new SweptAttachments(1, 0, 0), await SweepAsync(shop));
        Assert.Empty(shop.Files());
    }

    [Fact]
    public async Task Sweep_ClaimedByAnUnpaidOrder_StaysUntilADayAfterItLapsed()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var draft = Guid.NewGuid();
        await shop.UploadAsync(draft, "plan");
        shop.Shop.Clock.Advance(Day - Second);
        await shop.OrderAsync(Make.Line(Make.SkipPermit(Make.Slot("plan")), draft));
        shop.Shop.Clock.Advance(Day + Day);
        Assert.Equal(0, (await SweepAsync(shop)).Forgotten);
        Assert.Equal(1, await shop.SendAsync(new LapseOrders()));
        shop.Shop.Clock.Advance(Day - Second);
        Assert.Equal(0, (await SweepAsync(shop)).Forgotten);
        shop.Shop.Clock.Advance(Second);
        Assert.Equal(1, (await SweepAsync(shop)).Forgotten);
        Assert.Empty(shop.Files());
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<AttachmentClaim>().CountAsync()));
    }

    [Fact]
    public async Task Sweep_ClaimedByAPaidOrder_StaysForGood()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var draft = Guid.NewGuid();
        await shop.UploadAsync(draft, "plan");
        await shop.PaidOrderAsync(Make.Line(Make.SkipPermit(Make.Slot("plan")), draft));
        shop.Shop.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(new SweptAttachments(0, 0, 0), await SweepAsync(shop));
        Assert.Single(shop.Files());
    }

    [Fact]
    public async Task Sweep_LapsedAndOrderedAgain_StaysForTheSecondOrder()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var draft = Guid.NewGuid();
        await shop.UploadAsync(draft, "plan");
        var request = Make.Order("basket:1", Make.Line(Make.SkipPermit(Make.Slot("plan")), draft));
        var first = Assert.IsType<CreateOrderResult.Created>(await shop.SendAsync(request));
        await shop.SendAsync(new WithdrawOrder(first.OrderId));
        var second = Assert.IsType<CreateOrderResult.Created>(await shop.SendAsync(request));
        shop.Shop.Clock.Advance(Day + Day);
        Assert.Equal(0, (await SweepAsync(shop)).Forgotten);
        await shop.PayAsync(second);
        Assert.Single((await shop.SendAsync(new Shop.Orders.Staff.GetStaffOrder(second.Reference, Shop.Orders.Staff.TeamScope.All)))!.Lines[0].Documents);
    }

    [Fact]
    public async Task Sweep_RemovedFromTheBasketAndLapsed_Goes()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var draft = Guid.NewGuid();
        var added = await shop.UploadAsync(draft, "plan");
        await shop.OrderAsync(Make.Line(Make.SkipPermit(Make.Slot("plan")), draft));
        await shop.SendAsync(new RemoveAttachment(draft, added.AttachmentId));
        shop.Shop.Clock.Advance(Day + Second);
        Assert.Equal(0, (await SweepAsync(shop)).Forgotten);
        await shop.SendAsync(new LapseOrders());
        shop.Shop.Clock.Advance(Day);
        Assert.Equal(1, (await SweepAsync(shop)).Forgotten);
    }

    [Fact]
    public async Task Sweep_CrashBetweenFileAndRow_FileGoesAfterAnHour()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var kept = await shop.UploadAsync(Guid.NewGuid(), "plan");
        var orphan = (await shop.Store.WriteAsync(Make.Pdf(), Stream.Null, 10_000, TestContext.Current.CancellationToken))!;
        AgeFiles(shop, TimeSpan.FromMinutes(59));
        Assert.Equal(0, (await SweepAsync(shop)).FilesWithoutRow);
        AgeFiles(shop, TimeSpan.FromMinutes(61));
        Assert.Equal(1, (await SweepAsync(shop)).FilesWithoutRow);
        Assert.False(shop.Store.Exists(orphan.Name));
        Assert.Single(shop.Files());
        Assert.Equal(1, await shop.Shop.ReadAsync(db => db.Set<Attachment>().CountAsync(a => a.Id == kept.AttachmentId)));
    }

    [Fact]
    public async Task Sweep_CrashWhileWriting_PartFileGoesAfterAnHour()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        await shop.UploadAsync(Guid.NewGuid(), "plan");
        var part = Path.Combine(Path.GetDirectoryName(shop.Files()[0])!, Path.GetFileName(shop.Files()[0])[..2] + new string('0', 30) + ".part");
        await File.WriteAllBytesAsync(part, Make.Pdf(), TestContext.Current.CancellationToken);
        AgeFiles(shop, TimeSpan.FromMinutes(61));
        Assert.Equal(1, (await SweepAsync(shop)).FilesWithoutRow);
        Assert.False(File.Exists(part));
    }

    [Fact]
    public async Task Sweep_FileDeletedBySomebody_IsReportedAndTheRowStays()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        await shop.UploadAsync(Guid.NewGuid(), "plan");
        File.Delete(shop.Files()[0]);
        Assert.Equal(new SweptAttachments(0, 0, 1), await SweepAsync(shop));
        Assert.Equal(1, await shop.Shop.ReadAsync(db => db.Set<Attachment>().CountAsync()));
    }

    [Fact]
    public async Task Sweep_WhileAnOrderClaims_NeverLeavesAClaimWithoutDocument()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        for (var round = 0; round < 5; round++)
        {
            var draft = Guid.NewGuid();
            await shop.UploadAsync(draft, "plan");
            shop.Shop.Clock.Advance(Day + Second);
            var order = Task.Run(() => shop.SendAsync(Make.Order(Make.Line(Make.SkipPermit(Make.Slot("plan")), draft))), TestContext.Current.CancellationToken);
            var sweep = Task.Run(() => SweepAsync(shop), TestContext.Current.CancellationToken);
            await Task.WhenAll(order, sweep);
            if (await order is CreateOrderResult.Created created)
            {
                await shop.PayAsync(created, $"ch_{round}");
                var stored = await shop.Shop.ReadAsync(db => (from c in db.Set<AttachmentClaim>() join a in db.Set<Attachment>() on c.AttachmentId equals a.Id where c.OrderId == created.OrderId select a.StoredName).SingleAsync());
                Assert.True(shop.Store.Exists(stored));
            }
        }
    }

    private static Task<SweptAttachments> SweepAsync(OrdersShop shop) => shop.SendAsync(new SweepAttachments());

    /// <summary>As if written this long ago by the shop's clock.</summary>
    private static void AgeFiles(OrdersShop shop, TimeSpan age)
    {
        foreach (var file in shop.Files()) File.SetLastWriteTimeUtc(file, shop.Now - age);
    }
}
