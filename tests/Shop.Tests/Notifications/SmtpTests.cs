using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Notifications;
using Shop.Notifications.Sending;
using Shop.Orders.Contracts;
using Shop.Tests.Finance;
using Shop.Tests.TestData;

namespace Shop.Tests.Notifications;

/// <summary>The real sender against a mail server.</summary>
public sealed class SmtpTests
{
    [Fact]
    public async Task Send_ReceiptOfAPaidOrder_ArrivesWithItsHeaders()
    {
        using var sink = new SmtpSink();
        await using var shop = await StartAsync(sink);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync(order);
        await shop.SendAsync(new SendDueMail());

        Assert.Equal(2, sink.Accepted.Count);
        var receipt = sink.Accepted.Select(Parse).Single(m => m.To.ToString().Contains("sam@example.com", StringComparison.Ordinal));
        Assert.Equal(("\"Larkmere Council\" <shop@larkmere.example>", $"Receipt for your order {order.Reference}"), (receipt.From.ToString(), receipt.Subject));
        Assert.Contains("We have received your payment of £97.00", receipt.TextBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", receipt.Headers["Auto-Submitted"]);
        var stored = await shop.ReadAsync(db => db.Set<Message>().SingleAsync(m => m.Kind == MessageKind.Receipt));
        Assert.Equal((stored.MessageId, true), (receipt.MessageId, stored.SentAt is not null));
        Assert.Contains("MAIL FROM:<shop@larkmere.example>", sink.Commands.Select(c => c.Split(" SIZE")[0].Split(" BODY")[0]));
    }

    [Fact]
    public async Task Send_ServerBusyAtFirst_ComesLaterWithTheSameMessageId()
    {
        using var sink = new SmtpSink();
        var ids = new List<string>();
        await using var shop = await StartWithOneMailAsync(sink);
        sink.OnMessage = () => "451 try later";
        await shop.SendAsync(new SendDueMail());
        Assert.Empty(sink.Accepted);
        ids.Add(await shop.ReadAsync(db => db.Set<Message>().Select(m => m.MessageId).SingleAsync()));
        sink.OnMessage = () => "250 ok";
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.SendAsync(new SendDueMail());
        ids.Add(Parse(Assert.Single(sink.Accepted)).MessageId!);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Send_NoSuchMailbox_IsGivenUpAtOnce()
    {
        using var sink = new SmtpSink { OnRecipient = () => "550 no such mailbox" };
        await using var shop = await StartWithOneMailAsync(sink);
        await shop.SendAsync(new SendDueMail());
        Assert.Equal((1, 0), (await HealthAsync(shop)).Count);
        Assert.Equal("the mail server refused it: 550", await shop.ReadAsync(db => db.Set<Message>().Select(m => m.LastError).SingleAsync()));
    }

    [Fact]
    public async Task Send_ServerHangsUpAfterAccepting_IsSentOnce()
    {
        using var sink = new SmtpSink { HangsUp = true };
        await using var shop = await StartWithOneMailAsync(sink);
        await shop.SendAsync(new SendDueMail());
        shop.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await shop.SendAsync(new SendDueMail()));
        Assert.Single(sink.Accepted);
    }

    [Fact]
    public async Task Send_TlsAskedForButNotOffered_NothingIsSentInClear()
    {
        using var sink = new SmtpSink();
        await using var shop = await StartWithOneMailAsync(sink, ("Mail:UseTls", "true"));
        await shop.SendAsync(new SendDueMail());
        Assert.Empty(sink.Accepted);
        Assert.DoesNotContain(sink.Commands, c => c.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Equal((0, 1), (await HealthAsync(shop)).Count);
    }

    [Fact]
    public async Task Send_WithUserName_SignsInFirst()
    {
        using var sink = new SmtpSink { Offers = "AUTH PLAIN" };
        await using var shop = await StartWithOneMailAsync(sink, ("Mail:UserName", "shop"), ("Mail:Password", "secret"));
        await shop.SendAsync(new SendDueMail());
        Assert.Single(sink.Accepted);
        Assert.Contains("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0shop\0secret")), sink.Commands);
    }

    private static async Task<((int GivenUp, int Waiting) Count, DateTime? Oldest)> HealthAsync(TestShop shop)
    {
        var health = await shop.SendAsync(new GetMailHealth());
        return ((health.GivenUp, health.Waiting), health.OldestWaiting);
    }

    private static async Task<TestShop> StartWithOneMailAsync(SmtpSink sink, params (string Key, string Value)[] more)
    {
        var shop = await StartAsync(sink, more);
        await shop.AnnounceAsync(new OrderLinkAsked(OrderReference.New(), "sam@example.com", "Sam", "secrettoken"));
        return shop;
    }

    private static Task<TestShop> StartAsync(SmtpSink sink, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail:UseTls"] = "false",
            ["Mail:From"] = "shop@larkmere.example",
        };
        foreach (var (key, value) in more) settings[key] = value;
        return MoneyShop.StartAsync(DatabaseProvider.Sqlite, settings);
    }

    private static MimeMessage Parse(string text) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
