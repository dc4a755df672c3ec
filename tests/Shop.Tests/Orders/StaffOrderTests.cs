using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Orders;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;
using Shop.Orders.Staff;

namespace Shop.Tests.Orders;

public sealed class SqliteStaffOrderTests() : StaffOrderTests(DatabaseProvider.Sqlite);

public sealed class PostgresStaffOrderTests() : StaffOrderTests(DatabaseProvider.Postgres);

/// <summary>A team sees and decides its own lines of paid orders, and nothing else.</summary>
public abstract class StaffOrderTests(DatabaseProvider provider)
{
    private static readonly TeamScope StreetWorks = TeamScope.Of([Make.StreetWorks]);
    private static readonly TeamScope Registrars = TeamScope.Of([Make.Registrars]);
    private static readonly TeamScope Nobody = TeamScope.Of([]);

    [Fact]
    public async Task ListTeamLines_Scopes_SeeTheirOwnPaidLines()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var mixed = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()), Make.Line(Make.Certificates()));
        await shop.OrderAsync(Make.Line(Make.SkipPermit()));

        Assert.Equal(["Skip permit"], await TitlesAsync(shop, StreetWorks));
        Assert.Equal(["Certificate copy"], await TitlesAsync(shop, Registrars));
        Assert.Equal(2, (await TitlesAsync(shop, TeamScope.All)).Count);
        Assert.Empty(await TitlesAsync(shop, Nobody));
        Assert.Empty(await TitlesAsync(shop, StreetWorks, teamId: Make.Registrars));
        var page = await shop.SendAsync(new ListTeamLines(TeamScope.All, null, Make.Registrars, null, 1));
        Assert.Equal([mixed.Reference], page.Lines.Select(l => l.Reference));
        Assert.Equal([Make.Registrars, Make.StreetWorks], page.Teams.Select(t => t.TeamId));
    }

    [Fact]
    public async Task ListTeamLines_ManyPages_OldestDueFirst()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        for (var i = 0; i < 27; i++)
        {
            var due = new DateOnly(2026, 10, 1).AddDays((i * 7) % 27);
            await shop.PaidOrderAsync(Make.Line(Make.SkipPermit() with { DueOn = due }));
        }

        var first = await shop.SendAsync(new ListTeamLines(StreetWorks, OrderLineState.ToDo, null, null, 1));
        var second = await shop.SendAsync(new ListTeamLines(StreetWorks, OrderLineState.ToDo, null, null, 2));
        Assert.Equal((27, 2, 25, 2), (first.Total, first.Pages, first.Lines.Count, second.Lines.Count));
        var due1 = first.Lines.Concat(second.Lines).Select(l => l.DueOn).ToList();
        Assert.Equal(due1.Order(), due1);
        Assert.Empty((await shop.SendAsync(new ListTeamLines(StreetWorks, null, null, null, 3))).Lines);
        Assert.Equal(25, (await shop.SendAsync(new ListTeamLines(StreetWorks, null, null, null, -5))).Lines.Count);
        Assert.Empty((await shop.SendAsync(new ListTeamLines(StreetWorks, null, null, null, int.MaxValue))).Lines);
    }

    [Fact]
    public async Task ListTeamLines_Text_FindsByReferenceNameEmailAndTitle()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        foreach (var text in new[] { created.Reference.ToString(), created.Reference.Value.ToLowerInvariant(), "ada resi", "ADA@EXAMPLE", "skip", "  permit " })
            Assert.Single(await TitlesAsync(shop, StreetWorks, text: text));
        foreach (var text in new[] { "%", "_", "'; DROP TABLE orders_order; --", OrderReference.New().Value, "zebra" })
            Assert.Empty(await TitlesAsync(shop, StreetWorks, text: text));
    }

    [Fact]
    public async Task GetStaffOrder_MixedOrder_ShowsOnlyTheTeamsPart()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var draft = Guid.NewGuid();
        var upload = await shop.UploadAsync(draft, "plan", "Plan of the street.pdf");
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit(Make.Slot("plan")), draft), Make.Line(Make.Certificates()));
        var mine = (await shop.SendAsync(new GetStaffOrder(created.Reference, StreetWorks)))!;
        await shop.SendAsync(new FulfilLine(created.Reference, mine.Lines[0].LineId, StreetWorks, OrdersShop.Officer));

        var theirs = (await shop.SendAsync(new GetStaffOrder(created.Reference, Registrars)))!;
        Assert.Equal(["Certificate copy"], theirs.Lines.Select(l => l.Snapshot.Title));
        Assert.Equal(1, theirs.OtherLines);
        Assert.DoesNotContain(theirs.History, h => h.What == OrderEvent.LineFulfilled);
        var document = Assert.Single(mine.Lines[0].Documents);
        Assert.Equal((upload.AttachmentId, "plan document", "Plan of the street.pdf"), (document.AttachmentId, document.Label, document.FileName));
        Assert.Null(await shop.SendAsync(new GetStaffOrder(created.Reference, Nobody)));
        Assert.Null(await shop.SendAsync(new GetStaffOrder(OrderReference.New(), TeamScope.All)));
    }

    [Fact]
    public async Task GetStaffOrder_Unpaid_IsNotShown()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit()));
        Assert.Null(await shop.SendAsync(new GetStaffOrder(created.Reference, TeamScope.All)));
    }

    [Fact]
    public async Task FulfilLine_LastLine_ClosesTheOrderAndTellsTheResident()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        var line = (await shop.RowAsync(created)).Lines[0].Id;

        Assert.Equal(CloseLineResult.NotFound, await shop.SendAsync(new FulfilLine(created.Reference, line, Registrars, OrdersShop.Officer)));
        Assert.Equal(CloseLineResult.NotFound, await shop.SendAsync(new FulfilLine(created.Reference, Guid.NewGuid(), TeamScope.All, OrdersShop.Officer)));
        Assert.Equal(CloseLineResult.Done, await shop.SendAsync(new FulfilLine(created.Reference, line, StreetWorks, OrdersShop.Officer)));
        Assert.Equal(CloseLineResult.AlreadyClosed, await shop.SendAsync(new FulfilLine(created.Reference, line, StreetWorks, OrdersShop.Officer)));

        var order = await shop.RowAsync(created);
        Assert.Equal((OrderState.Fulfilled, "Sam Officer"), (order.State, order.Lines[0].ClosedBy));
        Assert.Equal("Skip permit", Assert.Single(shop.Heard.Of<OrderLineFulfilled>()).Title);
        Assert.Equal(OrdersShop.Officer, Assert.Single(shop.Heard.Of<Audited>()).Actor);
    }

    [Fact]
    public async Task FulfilLine_LastTwoAtOnce_StillClosesTheOrder()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        for (var round = 0; round < 4; round++)
        {
            var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()), Make.Line(Make.Certificates()));
            var lines = (await shop.RowAsync(created)).Lines;
            await Task.WhenAll(lines.Select(l => Task.Run(() => shop.SendAsync(new FulfilLine(created.Reference, l.Id, TeamScope.All, OrdersShop.Officer)))));
            Assert.Equal(OrderState.Fulfilled, (await shop.RowAsync(created)).State);
        }
    }

    [Fact]
    public async Task CloseLine_FulfilAndRefuseAtOnce_OnlyOneHappens()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        var line = (await shop.RowAsync(created)).Lines[0].Id;
        var results = await Task.WhenAll(
            Task.Run(() => shop.SendAsync(new FulfilLine(created.Reference, line, StreetWorks, OrdersShop.Officer)), TestContext.Current.CancellationToken),
            Task.Run(() => shop.SendAsync(new RefuseLine(created.Reference, line, StreetWorks, OrdersShop.Officer, "No", [])), TestContext.Current.CancellationToken));
        Assert.Equal([CloseLineResult.Done, CloseLineResult.AlreadyClosed], results.Order());
        Assert.Equal(1, shop.Heard.Of<OrderLineFulfilled>().Count + shop.Heard.Of<OrderLineRefused>().Count);
    }

    [Theory]
    [InlineData("", 171_00)]
    [InlineData("policy", 100_00)]
    public async Task RefuseLine_ByTheRuleOfEachCharge_GivesBackOrKeeps(string kept, long due)
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var snapshot = Make.Snapshot("street-party", "Street party", Make.StreetWorks,
        [
            Make.Charge("bond", 100_00, refundable: Refundability.Yes, kind: ChargeKind.SecurityBond),
            Make.Charge("check", 50_00, refundable: Refundability.No),
            Make.Charge("policy", 71_00, refundable: Refundability.ByPolicy),
        ], []);
        var created = await shop.PaidOrderAsync(Make.Line(snapshot));
        var line = (await shop.RowAsync(created)).Lines[0].Id;

        var result = await shop.SendAsync(new RefuseLine(created.Reference, line, StreetWorks, OrdersShop.Officer, " The road is too narrow. ", kept.Length == 0 ? [] : [kept]));

        Assert.Equal(CloseLineResult.Done, result);
        var order = await shop.RowAsync(created);
        Assert.Equal((OrderState.Refused, due), (order.State, order.Lines[0].RefundDuePence));
        var told = Assert.Single(shop.Heard.Of<OrderLineRefused>());
        Assert.Equal((due, "The road is too narrow.", "Sam Officer"), (told.RefundDuePence, told.Reason, told.RefusedBy));
        var seen = (await shop.SendAsync(new GetOrderByLink(created.LinkToken)))!.Lines[0];
        Assert.Equal(("The road is too narrow.", due), (seen.RefusalReason, seen.RefundDuePence));
    }

    [Fact]
    public async Task RefuseLine_KeepingABond_IsRefusedAsABugAndChangesNothing()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.Certificates()));
        var line = (await shop.RowAsync(created)).Lines[0].Id;
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.SendAsync(new RefuseLine(created.Reference, line, TeamScope.All, OrdersShop.Officer, "No", ["copy"])));
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(() => shop.SendAsync(new RefuseLine(created.Reference, line, TeamScope.All, OrdersShop.Officer, new string('x', 1001), [])));
        Assert.Equal(OrderLineState.ToDo, (await shop.RowAsync(created)).Lines[0].State);
    }

    [Fact]
    public async Task OpenAttachment_OtherTeamUnpaidOrUnclaimed_IsNotFound()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var draft = Guid.NewGuid();
        var upload = await shop.UploadAsync(draft, "plan", content: Make.Pdf(3000));
        Assert.Null(await shop.SendAsync(new OpenAttachment(upload.AttachmentId, TeamScope.All)));
        var created = await shop.OrderAsync(Make.Line(Make.SkipPermit(Make.Slot("plan")), draft));
        Assert.Null(await shop.SendAsync(new OpenAttachment(upload.AttachmentId, TeamScope.All)));
        await shop.PayAsync(created);

        Assert.Null(await shop.SendAsync(new OpenAttachment(upload.AttachmentId, Registrars)));
        Assert.Null(await shop.SendAsync(new OpenAttachment(Guid.NewGuid(), TeamScope.All)));
        var opened = (await shop.SendAsync(new OpenAttachment(upload.AttachmentId, StreetWorks)))!;
        await using var content = opened.Content;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(Make.Pdf(3000), copy.ToArray());
        Assert.Equal("application/pdf", opened.ContentType);
    }

    [Fact]
    public async Task History_WholeStory_IsOnlyAddedTo()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var created = await shop.PaidOrderAsync(Make.Line(Make.SkipPermit()));
        var line = (await shop.RowAsync(created)).Lines[0].Id;
        await shop.SendAsync(new RefuseLine(created.Reference, line, TeamScope.All, OrdersShop.Officer, "No", []));
        var rows = await shop.Shop.ReadAsync(db => db.Set<OrderHistoryEntry>().OrderBy(h => h.Position).ToListAsync());
        Assert.Equal([OrderEvent.Created, OrderEvent.Paid, OrderEvent.LineRefused, OrderEvent.Refused], rows.Select(r => r.What));
        Assert.Equal([OrderState.AwaitingPayment, OrderState.Paid, OrderState.Paid, OrderState.Refused], rows.Select(r => r.State));
    }

    private static async Task<List<string>> TitlesAsync(OrdersShop shop, TeamScope scope, string? teamId = null, string? text = null) =>
        [.. (await shop.SendAsync(new ListTeamLines(scope, null, teamId, text, 1))).Lines.Select(l => l.Title).Order()];
}
