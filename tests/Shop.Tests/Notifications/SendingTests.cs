using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Notifications;
using Shop.Notifications.Sending;
using Shop.Orders.Contracts;
using Shop.Tests.Finance;
using Shop.Tests.TestData;

namespace Shop.Tests.Notifications;

public abstract class SendingTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Send_ServerDown_TriesAgainLaterAndGivesUpAfterTen()
    {
        var server = new FakeServer { Answer = () => throw new IOException("sam@example.com: connection refused") };
        await using var shop = await StartAsync(server);
        Assert.Equal(1, await shop.SendAsync(new SendDueMail()));
        Assert.Equal(0, await shop.SendAsync(new SendDueMail()));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await shop.SendAsync(new SendDueMail()));
        for (var i = 0; i < 20; i++)
        {
            shop.Clock.Advance(TimeSpan.FromDays(1));
            await shop.SendAsync(new SendDueMail());
        }

        Assert.Equal(10, server.Received.Count);
        var message = await shop.ReadAsync(db => db.Set<Message>().SingleAsync());
        Assert.NotNull(message.GivenUpAt);
        Assert.Equal("IOException", message.LastError);
        Assert.Single(server.Received.Select(m => m.MessageId).Distinct());
    }

    [Fact]
    public async Task Send_RefusedForGood_IsNotTriedAgain()
    {
        var server = new FakeServer { Answer = () => throw new MailRefusedException("the mail server refused it: 550") };
        await using var shop = await StartAsync(server);
        await shop.SendAsync(new SendDueMail());
        shop.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await shop.SendAsync(new SendDueMail()));
        Assert.Equal(1, (await shop.SendAsync(new GetMailHealth())).GivenUp);
    }

    [Fact]
    public async Task Send_Sent_EmptiesTheBodyAndIsDone()
    {
        var server = new FakeServer();
        await using var shop = await StartAsync(server);
        await shop.SendAsync(new SendDueMail());
        var message = await shop.ReadAsync(db => db.Set<Message>().SingleAsync());
        Assert.Equal(("", shop.Clock.GetUtcNow().UtcDateTime), (message.Body, message.SentAt));
        Assert.Contains("secrettoken", server.Received.Single().TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_TwoWorkersAtOnce_SendOnce()
    {
        var server = new FakeServer();
        await using var shop = await StartAsync(server);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.SendAsync(new SendDueMail())));
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task Send_KilledBeforeItIsRecorded_SendsOneSecondCopyWithTheSameIdAndNeverAThird()
    {
        var server = new FakeServer();
        await using var shop = await StartAsync(server);
        var copies = new List<string>();
        for (var kill = 0; kill < 4; kill++)
        {
            // Leased and (as far as anybody knows) sent; then the process is gone.
            copies.AddRange((await shop.SendAsync(new LeaseMail())).Select(m => m.MessageId));
            Assert.Empty(await shop.SendAsync(new LeaseMail()));
            shop.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.Equal(2, copies.Count);
        Assert.Single(copies.Distinct());
        Assert.Equal(1, (await shop.SendAsync(new GetMailHealth())).GivenUp);
    }

    [Fact]
    public async Task Send_LeaseRanOut_LateOutcomeIsIgnored()
    {
        await using var shop = await StartAsync(new FakeServer());
        var slow = (await shop.SendAsync(new LeaseMail())).Single();
        shop.Clock.Advance(TimeSpan.FromMinutes(6));
        var other = (await shop.SendAsync(new LeaseMail())).Single();
        await shop.SendAsync(new SettleMail(slow.Id, slow.LeaseId, "IOException", false));
        await shop.SendAsync(new SettleMail(other.Id, other.LeaseId, null, false));
        var message = await shop.ReadAsync(db => db.Set<Message>().SingleAsync());
        Assert.NotNull(message.SentAt);
        Assert.Null(message.LastError);
    }

    private async Task<TestShop> StartAsync(FakeServer server)
    {
        var shop = await MoneyShop.StartAsync(provider, replace: s => s.AddSingleton<IMailSender>(server));
        await shop.AnnounceAsync(new OrderLinkAsked(OrderReference.New(), "sam@example.com", "Sam", "secrettoken"));
        return shop;
    }

    private sealed class FakeServer : IMailSender
    {
        private readonly Lock _lock = new();

        public List<MimeMessage> Received { get; } = [];

        public Action Answer { get; init; } = () => { };

        public Task SendAsync(MimeMessage mail, CancellationToken ct)
        {
            lock (_lock) Received.Add(mail);
            Answer();
            return Task.CompletedTask;
        }
    }
}

public sealed class SqliteSendingTests() : SendingTests(DatabaseProvider.Sqlite);

public sealed class PostgresSendingTests() : SendingTests(DatabaseProvider.Postgres);
