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

public abstract class MailTests(DatabaseProvider provider)
{
    [Fact]
    public async Task OrderPaid_TwoServices_ReceiptAndAMailToEachTeam()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit, PaidOrders.LandSearch);
        await shop.AnnounceAsync(order);
        var mails = await SendAsync(shop);

        var receipt = mails.Single(m => m.To.ToString().Contains("sam@example.com", StringComparison.Ordinal));
        Assert.Equal($"Receipt for your order {order.Reference}", receipt.Subject);
        foreach (var expected in new[]
        {
            "Hello Sam Jones", "payment of £199.82", order.Reference.ToString(), "5 October 2026 at 1:00pm", "Visa ending 4242", "Skip permit", "How long: 2 weeks",
            "The con29 fee: £77.82 (includes VAT at 20%)", "Together: £102.82", "Total without VAT: £186.85", "VAT: £12.97", "Total paid: £199.82", "GB999999973",
            "We check your Skip permit.", "by 19 October 2026", "http://shop.test/orders/tokentokentokentoken12", "01632 960100", "Larkmere Council",
        })
            Assert.Contains(expected, receipt.TextBody, StringComparison.Ordinal);

        var team = mails.Single(m => m.To.ToString().Contains("street-works@larkmere.example", StringComparison.Ordinal));
        Assert.Contains($"http://shop.test/staff/orders/{order.Reference.Value}", team.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Local land charges", team.TextBody, StringComparison.Ordinal);
        foreach (var secret in new[] { "Sam Jones", "sam@example.com", "Secret Lane", "tokentoken" })
            Assert.DoesNotContain(secret, team.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, mails.Count);
    }

    [Fact]
    public async Task OrderPaid_Twice_IsOneReceipt()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit);
        await shop.AnnounceAsync(order, order);
        await shop.AnnounceAsync(order);
        Assert.Equal(2, (await SendAsync(shop)).Count);
        Assert.Empty(await SendAsync(shop));
    }

    [Fact]
    public async Task OrderPaid_SenderFails_LeavesNoMail()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.AnnounceAsync(PaidOrders.Of(PaidOrders.SkipPermit), new MoneyShop.Fail()));
        Assert.Equal(0, await shop.ReadAsync(db => db.Set<Message>().CountAsync()));
    }

    [Fact]
    public async Task OrderPaid_Free_SaysNothingToPay()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.FreeWaste);
        await shop.AnnounceAsync(order);
        var receipt = (await SendAsync(shop)).Single(m => m.Subject == $"Your order {order.Reference}");
        Assert.Contains("There is nothing to pay.", receipt.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Total paid", receipt.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sam\r\nBcc: victim@example.com")]
    [InlineData("Sam\nSubject: you have won\n\nBuy this")]
    [InlineData("Sam\u2028Bcc: victim@example.com")]
    [InlineData("\"Sam\" <victim@example.com>, other")]
    [InlineData("=?utf-8?q?Sam=0D=0ABcc:_victim@example.com?=")]
    public async Task Name_WithHeadersInIt_AddsNoHeaderAndNoRecipient(string name)
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var order = PaidOrders.Of(PaidOrders.SkipPermit) with { Payer = PaidOrders.Sam with { Name = name } };
        await shop.AnnounceAsync(order);
        var receipt = (await SendAsync(shop)).Single(m => m.Subject!.StartsWith("Receipt", StringComparison.Ordinal));
        Assert.Equal(["Auto-Submitted", "Date", "From", "Message-Id", "MIME-Version", "Subject", "To"], receipt.Headers.Select(h => h.Field).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal("sam@example.com", Assert.IsType<MailboxAddress>(Assert.Single(receipt.To)).Address);
        Assert.Empty(receipt.Bcc);
        Assert.Empty(receipt.Cc);
    }

    [Theory]
    [InlineData("sam@example.com\r\nBcc: victim@example.com")]
    [InlineData("sam@example.com, victim@example.com")]
    [InlineData("no address")]
    public async Task Address_ThatIsNone_IsGivenUpAndCounted(string email)
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(new OrderLinkAsked(OrderReference.New(), email, "Sam", "token"));
        Assert.Empty(await SendAsync(shop));
        Assert.Equal(new MailHealth(0, null, 1), await shop.SendAsync(new GetMailHealth()));
    }

    [Fact]
    public async Task Events_OfAnOrdersLife_TellTheResident()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var id = Guid.CreateVersion7();
        var reference = OrderReference.New();
        await shop.AnnounceAsync(
            new OrderLapsed(id, reference, PaidOrders.Sam, ["Skip permit"], "lapsedtoken"),
            new OrderLineRefused(id, reference, Guid.CreateVersion7(), PaidOrders.SkipPermit, PaidOrders.Sam, "No room for a skip.", 4700, PaidOrders.Noon, "Kim"),
            new OrderLineFulfilled(id, reference, Guid.CreateVersion7(), "Skip permit", PaidOrders.Sam, PaidOrders.Noon),
            new OrderLinkAsked(reference, "sam@example.com", "Sam Jones", "linktoken"),
            new PayLinkSent(reference, "boss@example.com", ["Skip permit"], 9700, PaidOrders.Noon, "paytoken"),
            new OrderNeedsAttention(id, reference, 9700, "paid twice"));
        var mails = await SendAsync(shop);
        Assert.Equal(6, mails.Count);
        Contains("Pay £97.00", "http://shop.test/pay/paytoken", "- Skip permit", "5 October 2026");
        Assert.DoesNotContain("Sam", mails.Single(m => m.To.ToString().Contains("boss@example.com", StringComparison.Ordinal)).TextBody, StringComparison.Ordinal);
        Contains("was not paid", "You have not been charged", "http://shop.test/orders/lapsedtoken");
        Contains("We cannot go ahead", "No room for a skip.", "We will refund £47.00 of the £97.00");
        Contains("Done: Skip permit", "5 October 2026");
        Contains("Your link to order", "http://shop.test/orders/linktoken");
        Contains("Money needs attention", "£97.00", "paid twice", "/finance/rescue");

        void Contains(string subject, params string[] texts)
        {
            var mail = mails.Single(m => m.Subject!.Contains(subject, StringComparison.Ordinal));
            foreach (var text in texts) Assert.Contains(text, mail.TextBody, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false, "We have refunded £25.00 of what you paid for your order")]
    [InlineData(true, "that you did not owe us, so we have given it back")]
    public async Task Refunded_ToldTwice_IsOneMailWithAmountAndTime(bool stray, string words)
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var refunded = new OrderRefunded(Guid.CreateVersion7(), OrderReference.New(), Guid.CreateVersion7(), PaidOrders.Sam, 2500, stray, "refundtoken");
        await shop.AnnounceAsync(refunded);
        await shop.AnnounceAsync(refunded);
        var mail = Assert.Single(await SendAsync(shop));
        Assert.Equal($"We have refunded £25.00 for your order {refunded.Reference}", mail.Subject);
        foreach (var text in new[] { words, "5 to 10 working days", "http://shop.test/orders/refundtoken" }) Assert.Contains(text, mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefundPaidOtherwise_ToldTwice_IsOneMailThatSaysHow()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var paid = new OrderRefundPaidOtherwise(Guid.CreateVersion7(), OrderReference.New(), Guid.CreateVersion7(), PaidOrders.Sam, 2500, "refundtoken");
        await shop.AnnounceAsync(paid);
        await shop.AnnounceAsync(paid);
        var mail = Assert.Single(await SendAsync(shop));
        Assert.Equal($"We have paid back £25.00 for your order {paid.Reference}", mail.Subject);
        foreach (var text in new[] { "by bank transfer or by cheque", "http://shop.test/orders/refundtoken" }) Assert.Contains(text, mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_NothingBack_SaysSoWithTheTerms()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(new OrderLineRefused(
            Guid.CreateVersion7(), OrderReference.New(), Guid.CreateVersion7(), PaidOrders.SkipPermit, PaidOrders.Sam, "No room.", 0, PaidOrders.Noon, "Kim"));
        Assert.Contains("There is no refund. The fee is kept if we refuse.", (await SendAsync(shop)).Single().TextBody, StringComparison.Ordinal);
    }

    /// <summary>Sends all that is due and reads the files that were written by it.</summary>
    private static async Task<List<MimeMessage>> SendAsync(TestShop shop)
    {
        var folder = Directory.CreateDirectory(Path.Combine(shop.Folder, "mail")).FullName;
        foreach (var old in Directory.GetFiles(folder)) File.Delete(old);
        while (await shop.SendAsync(new SendDueMail()) > 0) { }
        var mails = new List<MimeMessage>();
        foreach (var file in Directory.GetFiles(folder, "*.eml")) mails.Add(await MimeMessage.LoadAsync(file));
        return mails;
    }
}

public sealed class SqliteMailTests() : MailTests(DatabaseProvider.Sqlite);

public sealed class PostgresMailTests() : MailTests(DatabaseProvider.Postgres);
