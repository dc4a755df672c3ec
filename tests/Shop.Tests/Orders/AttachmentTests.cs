using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Kernel.Persistence;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;

namespace Shop.Tests.Orders;

public sealed class SqliteAttachmentTests() : AttachmentTests(DatabaseProvider.Sqlite);

public sealed class PostgresAttachmentTests() : AttachmentTests(DatabaseProvider.Postgres);

/// <summary>Documents are stored whole or not at all; what is not a document is turned away before it touches the disk.</summary>
public abstract class AttachmentTests(DatabaseProvider provider)
{
    private const int TenMegabytes = 10 * 1024 * 1024;

    [Theory]
    [InlineData("plan.pdf", FileKind.Pdf)]
    [InlineData("PHOTO.JPEG", FileKind.Jpeg)]
    [InlineData("photo.jpg", FileKind.Jpeg)]
    [InlineData("scan.png", FileKind.Png)]
    public async Task AddAttachment_Document_IsStoredWithItsHash(string name, object kind)
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var content = kind switch { FileKind.Pdf => Make.Pdf(200_000), FileKind.Jpeg => Make.Jpeg(9), _ => Make.Png(8) };
        var draft = Guid.NewGuid();
        var added = await shop.UploadAsync(draft, "plan", name, content);

        var row = await shop.Shop.ReadAsync(db => db.Set<Attachment>().SingleAsync());
        Assert.Equal(kind, row.Kind);
        Assert.Equal((content.Length, Convert.ToHexStringLower(SHA256.HashData(content))), ((int)row.Bytes, row.Sha256));
        Assert.Equal(content, await File.ReadAllBytesAsync(Assert.Single(shop.Files()), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("plan", row.StoredName, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([added], await shop.SendAsync(new GetDraftAttachments([draft])));
    }

    [Theory]
    [InlineData("plan.pdf", "GIF89a%PDF-1.7")]
    [InlineData("plan.pdf", " %PDF-1.7 after a space")]
    [InlineData("plan.pdf", "<svg onload=alert(1)>")]
    [InlineData("plan.pdf", "PK\u0003\u0004 a zip")]
    [InlineData("plan.svg", "%PDF-1.7")]
    [InlineData("plan.pdf.exe", "%PDF-1.7")]
    [InlineData("plan", "%PDF-1.7")]
    [InlineData("photo.jpg", "%PDF-1.7")]
    [InlineData("plan.pdf\u202Egpj.html", "%PDF-1.7")]
    [InlineData("plan.pdf", "%")]
    public async Task AddAttachment_NotADocument_IsRefusedAndNothingIsLeft(string name, string content)
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        await RefusedAsync(shop, name, Make.Text(content), UploadProblem.WrongType, "The selected file must be a PDF, JPG or PNG");
    }

    [Fact]
    public async Task AddAttachment_Empty_IsRefused()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        await RefusedAsync(shop, "plan.pdf", [], UploadProblem.Empty, "The selected file is empty");
    }

    [Fact]
    public async Task AddAttachment_TenMegabytesAndOneByte_IsRefusedAndOneLessIsNot()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        await RefusedAsync(shop, "plan.pdf", Make.Pdf(TenMegabytes + 1), UploadProblem.TooBig, "The selected file must be smaller than 10MB");
        await shop.UploadAsync(Guid.NewGuid(), "plan", content: Make.Pdf(TenMegabytes));
    }

    [Fact]
    public async Task AddAttachment_BrokenOff_LeavesNothing()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        await using var broken = new BrokenStream(Make.Pdf(500_000));
        var result = await shop.SendAsync(new AddAttachment(Guid.NewGuid(), Make.Slot("plan"), "plan.pdf", broken, "192.0.2.1"));
        Assert.Equal(UploadProblem.CouldNotBeStored, Assert.IsType<AddAttachmentResult.Refused>(result).Problem);
        await NothingLeftAsync(shop);
    }

    [Fact]
    public async Task AddAttachment_MoreThanAllowedAtOnce_KeepsTheAllowedNumber()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var draft = Guid.NewGuid();
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            shop.SendAsync(new AddAttachment(draft, Make.Slot("plan", maxFiles: 2), "plan.pdf", new MemoryStream(Make.Pdf()), "192.0.2.1")))));
        Assert.Equal(2, results.OfType<AddAttachmentResult.Added>().Count());
        Assert.All(results.OfType<AddAttachmentResult.Refused>(), r => Assert.Equal(UploadProblem.TooMany, r.Problem));
        Assert.Equal(2, shop.Files().Length);
    }

    [Fact]
    public async Task AddAttachment_QuotaUsed_IsRefusedUntilTheNextHour()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var quota = shop.Shop.Services.GetRequiredService<UploadQuota>();
        for (var i = 0; i < UploadQuota.FilesPerHour; i++) quota.Count("192.0.2.1", 1);
        quota.Count("192.0.2.2", UploadQuota.BytesPerHour);
        Assert.False(quota.Allows("192.0.2.2"));
        await RefusedAsync(shop, "plan.pdf", Make.Pdf(), UploadProblem.QuotaUsed, "You have uploaded a lot of files. Try again in an hour");
        Assert.True(quota.Allows("192.0.2.3"));
        shop.Shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.UploadAsync(Guid.NewGuid(), "plan");
    }

    [Theory]
    [InlineData("../../../etc/passwd.pdf", "passwd.pdf")]
    [InlineData("C:\\Users\\me\\plan.pdf", "plan.pdf")]
    [InlineData("plan\r\nSet-Cookie: x=1\0.pdf", "planSet-Cookie x=1.pdf")]
    [InlineData("\u202Efdp.plan.pdf", "fdp.plan.pdf")]
    [InlineData("<svg/onload=alert(1)>.pdf", "onload=alert(1).pdf")]
    [InlineData("Pläne für die Straße 😀.pdf", "Pläne für die Straße 😀.pdf")]
    [InlineData("...pdf", "pdf")]
    [InlineData("  ", "document")]
    [InlineData("\uD83D.pdf", "pdf")]
    public void SafeFileName_Hostile_IsAHarmlessName(string name, string expected) => Assert.Equal(expected, SafeFileName.Clean(name));

    [Fact]
    public void SafeFileName_VeryLong_KeepsTheExtension()
    {
        var clean = SafeFileName.Clean(string.Concat(Enumerable.Repeat("😀", 200)) + ".jpeg");
        Assert.True(clean.Length <= SafeFileName.MaxLength);
        Assert.EndsWith("😀.jpeg", clean, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_NameThatIsAPath_Throws()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        foreach (var name in new[] { "../../shop.db", "", "ABCDEF", new string('g', 32), new string('a', 31) + "/" })
            Assert.Throws<ArgumentException>(() => shop.Store.OpenRead(name));
    }

    [Fact]
    public async Task RemoveAttachment_OwnDraft_DeletesRowAndFile()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var draft = Guid.NewGuid();
        var added = await shop.UploadAsync(draft, "plan", maxFiles: 1);
        await shop.SendAsync(new RemoveAttachment(Guid.NewGuid(), added.AttachmentId));
        Assert.Single(shop.Files());
        await shop.SendAsync(new RemoveAttachment(draft, added.AttachmentId));
        await shop.SendAsync(new RemoveAttachment(draft, added.AttachmentId));
        await NothingLeftAsync(shop);
        await shop.UploadAsync(draft, "plan", maxFiles: 1);
    }

    [Fact]
    public async Task RemoveAttachment_ClaimedByAnOrder_StaysWithTheOrder()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        var draft = Guid.NewGuid();
        var added = await shop.UploadAsync(draft, "plan", maxFiles: 1);
        await shop.OrderAsync(Make.Line(Make.SkipPermit(Make.Slot("plan")), draft));
        await shop.SendAsync(new RemoveAttachment(draft, added.AttachmentId));
        Assert.Empty(await shop.SendAsync(new GetDraftAttachments([draft])));
        Assert.Single(shop.Files());
        await shop.UploadAsync(draft, "plan", maxFiles: 1);
    }

    [Fact]
    public async Task RemoveAttachment_WhileAnOrderClaimsIt_OrderHasItOrIsRefused()
    {
        await using var shop = await OrdersShop.StartAsync(provider);
        for (var round = 0; round < 5; round++)
        {
            var draft = Guid.NewGuid();
            var added = await shop.UploadAsync(draft, "plan");
            var order = Task.Run(() => shop.SendAsync(Make.Order(Make.Line(Make.SkipPermit(Make.Slot("plan")), draft))), TestContext.Current.CancellationToken);
            await Task.WhenAll(order, Task.Run(() => shop.SendAsync(new RemoveAttachment(draft, added.AttachmentId)), TestContext.Current.CancellationToken));
            var claimed = await shop.Shop.ReadAsync(db => db.Set<AttachmentClaim>().AnyAsync(c => c.AttachmentId == added.AttachmentId));
            Assert.Equal(await order is CreateOrderResult.Created, claimed);
            Assert.Equal(claimed, await shop.Shop.ReadAsync(db => db.Set<Attachment>().AnyAsync(a => a.Id == added.AttachmentId)));
        }
    }

    private static async Task RefusedAsync(OrdersShop shop, string name, byte[] content, UploadProblem problem, string message)
    {
        var result = await shop.SendAsync(new AddAttachment(Guid.NewGuid(), Make.Slot("plan"), name, new MemoryStream(content), "192.0.2.1"));
        Assert.Equal(new AddAttachmentResult.Refused(problem, message), result);
        await NothingLeftAsync(shop);
    }

    private static async Task NothingLeftAsync(OrdersShop shop)
    {
        Assert.Empty(shop.Files());
        Assert.Equal(0, await shop.Shop.ReadAsync(db => db.Set<Attachment>().CountAsync()));
    }

    /// <summary>A connection that breaks after the bytes given.</summary>
    private sealed class BrokenStream(byte[] content) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw new IOException("The client hung up.");
        }
    }
}
