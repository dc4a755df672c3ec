using Microsoft.EntityFrameworkCore;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Notifications;
using Shop.Orders;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;
using Shop.Orders.Retention;
using Shop.Orders.Staff;

namespace Shop.Tests.Orders;

public sealed class SqliteEraseOldDetailsTests() : EraseOldDetailsTests(DatabaseProvider.Sqlite);

public sealed class PostgresEraseOldDetailsTests() : EraseOldDetailsTests(DatabaseProvider.Postgres);

/// <summary>What the privacy notice promises, and that no total of the past changes by it.</summary>
public abstract class EraseOldDetailsTests(DatabaseProvider provider)
{
    /// <summary>Of the payer, of an answer, of a document: none may be left anywhere.</summary>
    private static readonly string[] Personal = ["Ada Resident", "ada@example.com", "07700 900123", "LM1 1AA", "High Street"];

    private static readonly DateOnly Day = new(2026, 10, 5);

    [Fact]
    public async Task Erase_DocumentsOver_GoAndTheRestStays()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var order = await DoneOrderAsync(shop);
        await AdvanceToAsync(shop, Day.AddDays(89));
        Assert.Equal(0, await shop.SendAsync(new EraseOldDetails()));
        Assert.Single(shop.Files());
        await AdvanceToAsync(shop, Day.AddDays(90));
        Assert.Equal(1, await shop.SendAsync(new EraseOldDetails()));
        Assert.Empty(shop.Files());
        Assert.Equal((0, 0), await shop.Shop.ReadAsync(async db => (await db.Set<Attachment>().CountAsync(), await db.Set<AttachmentClaim>().CountAsync())));
        var row = await shop.RowAsync(order);
        Assert.Equal(("Ada Resident", 1), (row.Payer.Name, row.Lines[0].Snapshot.Answers.Count));
        Assert.Equal(0, await shop.SendAsync(new EraseOldDetails()));
    }

    [Fact]
    public async Task Erase_AnswersOver_GoAndThePriceStays()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var order = await DoneOrderAsync(shop);
        await AdvanceToAsync(shop, Day.AddDays(731));
        Assert.Equal(1, await shop.SendAsync(new EraseOldDetails()));
        var row = await shop.RowAsync(order);
        Assert.Equal(("Ada Resident", 0, 121_00L), (row.Payer.Name, row.Lines[0].Snapshot.Answers.Count, row.Lines[0].Snapshot.GrossPence));
        Assert.NotNull(row.AnswersErasedAt);
        Assert.Equal(0, await shop.SendAsync(new EraseOldDetails()));
    }

    [Fact]
    public async Task Erase_SixYearsAfterTheFinancialYear_NothingPersonalIsLeftAndNoTotalChanges()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var order = await DoneOrderAsync(shop);
        var refused = await RefusedOrderAsync(shop);
        await MailsAsync(shop);
        var before = await TotalsAsync(shop);
        await AdvanceToAsync(shop, new DateOnly(2033, 3, 31));
        await shop.SendAsync(new EraseOldDetails());
        Assert.Equal("Ada Resident", (await shop.RowAsync(order)).Payer.Name);

        await AdvanceToAsync(shop, new DateOnly(2033, 4, 1));
        Assert.Equal(2, await shop.SendAsync(new EraseOldDetails()));
        await shop.SendAsync(new ForgetOldMessages());
        await shop.SendAsync(new ForgetExpiredLinks());
        Assert.Equal("Erased on 1 April 2033", (await shop.RowAsync(refused)).Payer.Name);
        Assert.Empty(await TextsWithAsync(shop, Personal));
        Assert.Equal(before, await TotalsAsync(shop));
        Assert.Equal(0, await shop.SendAsync(new EraseOldDetails()));
    }

    [Fact]
    public async Task Erase_LineStillToDo_IsKept()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var order = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        await AdvanceToAsync(shop, new DateOnly(2046, 1, 1));
        Assert.Equal(0, await shop.SendAsync(new EraseOldDetails()));
        var row = await shop.RowAsync(order);
        Assert.Equal("Ada Resident", row.Payer.Name);
        Assert.Throws<InvalidOperationException>(() => row.ForgetPayer(shop.Now));
    }

    [Fact]
    public async Task Erase_NeverPaid_GoesAMonthAfterItLapsed()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var order = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        await AdvanceToAsync(shop, Day.AddDays(1));
        Assert.Equal(1, await shop.SendAsync(new LapseOrders()));
        await AdvanceToAsync(shop, Day.AddDays(31));
        Assert.Equal(0, await shop.SendAsync(new EraseOldDetails()));
        await AdvanceToAsync(shop, Day.AddDays(32));
        Assert.Equal(1, await shop.SendAsync(new EraseOldDetails()));
        Assert.Equal("", (await shop.RowAsync(order)).Payer.Email);
    }

    [Fact]
    public async Task Erase_ManyOrders_AllGoInBatches()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        for (var i = 0; i < 53; i++) await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        await AdvanceToAsync(shop, Day.AddDays(1));
        await shop.SendAsync(new LapseOrders());
        await AdvanceToAsync(shop, Day.AddDays(40));
        Assert.Equal(53, await shop.SendAsync(new EraseOldDetails()));
    }

    [Fact]
    public async Task History_ChangedOrDeleted_IsRefusedByTheDatabase()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => shop.Shop.ReadAsync(db => db.Set<OrderHistoryEntry>().ExecuteDeleteAsync()));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => shop.Shop.ReadAsync(db => db.Set<OrderHistoryEntry>().ExecuteUpdateAsync(set => set.SetProperty(h => h.Detail, "changed"))));
        Assert.Equal(2, await shop.Shop.ReadAsync(db => db.Set<OrderHistoryEntry>().CountAsync(h => h.Detail == null)));
    }

    private static async Task<CreateOrderResult.Created> DoneOrderAsync(OrdersShop shop)
    {
        var draft = Guid.NewGuid();
        await shop.UploadAsync(draft, "plan", "plan of High Street.pdf");
        var order = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit(Make.Slot("plan")), draft));
        await shop.SendAsync(new FulfilLine(order.Reference, (await shop.RowAsync(order)).Lines[0].Id, TeamScope.All, OrdersShop.Officer));
        return order;
    }

    private static async Task<CreateOrderResult.Created> RefusedOrderAsync(OrdersShop shop)
    {
        var order = await shop.OrderAsync(Make.Line(Make.Certificates()));
        await shop.PayAsync(order, "ch_2");
        var line = (await shop.RowAsync(order)).Lines[0];
        Assert.Equal(CloseLineResult.Done, await shop.SendAsync(new RefuseLine(order.Reference, line.Id, TeamScope.All, OrdersShop.Officer, "Not in our registers.", [])));
        return order;
    }

    private static Task<int> MailsAsync(OrdersShop shop) =>
        shop.Shop.ReadAsync(db => db.Set<Message>().ExecuteUpdateAsync(set => set.SetProperty(m => m.SentAt, shop.Now)));

    private static Task AdvanceToAsync(OrdersShop shop, DateOnly day)
    {
        // A second after noon, so that what was over at noon is over.
        shop.Shop.Clock.Advance(day.ToDateTime(new TimeOnly(12, 0, 1), DateTimeKind.Utc) - shop.Now);
        return Task.CompletedTask;
    }

    /// <summary>Everything finance reports of the days: by code, in all, and by charge.</summary>
    private static async Task<string> TotalsAsync(OrdersShop shop)
    {
        var totals = await shop.SendAsync(new GetTotals(Day, Day));
        var orders = await shop.SendAsync(new ListOrderTotals(new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc)));
        return JsonColumn.Write(new { totals.Rows, totals.GrossPence, totals.Payments, orders });
    }

    /// <summary>Table and text of every row of the database that holds one of the words.</summary>
    private static Task<List<string>> TextsWithAsync(OrdersShop shop, string[] words) => shop.Shop.ReadAsync(async db =>
    {
        var found = new List<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                for (var i = 0; i < reader.FieldCount; i++)
                    if (reader.GetValue(i) is string text && words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase))) found.Add($"{table}.{reader.GetName(i)}: {text}");
        }

        return found;
    });
}

public sealed class RetentionSettingsTests
{
    [Theory]
    [InlineData("2026-03-31", "2019-04-01")]
    [InlineData("2026-04-01", "2020-04-01")]
    [InlineData("2026-12-31", "2020-04-01")]
    public void PaidBefore_Day_IsTheFirstOfAFinancialYear(string today, string expected) =>
        // The first of April is in summer time: London's midnight is 23:00 UTC.
        Assert.Equal(DateTime.Parse(expected, System.Globalization.CultureInfo.InvariantCulture).AddHours(-1), new RetentionSettings().PaidBefore(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)));
}
