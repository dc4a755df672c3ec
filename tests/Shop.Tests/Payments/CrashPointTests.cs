using Microsoft.EntityFrameworkCore;
using Shop.Finance.Refunds;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Notifications;
using Shop.Notifications.Sending;
using Shop.Orders;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Webhooks;
using Shop.Tests.Orders;

namespace Shop.Tests.Payments;

/// <summary>
/// The moments at which a process that dies could lose or double a penny, each forced: the shop dies exactly there, starts again on
/// the same database, and ends right. The names carry the numbers of the list of crash points.
/// </summary>
public abstract class CrashPointTests(DatabaseProvider provider)
{
    private static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");
    private static readonly TimeSpan AMinute = TimeSpan.FromSeconds(61);

    [Fact]
    public async Task C2_OrderCommittedSessionNotAsked_PaysAfterTheRestart()
    {
        await using var shop = await WholeShop.StartAsync(provider);
        var create = Make.Order("basket-1", Make.Line(Make.SkipPermit()));
        shop.Mortality.DieAfterCommitOf(nameof(CreateOrder));
        await shop.DiesAsync(create);
        await shop.StartAgainAsync();
        // The resident's browser sends the same form again: the same order.
        var order = Assert.IsType<CreateOrderResult.Created>(await shop.SendAsync(create));
        Assert.Equal(1, await shop.ReadAsync(db => db.Set<Order>().CountAsync()));

        shop.Mortality.DieAfterCommitOf(nameof(PrepareAttempt));
        await shop.DiesAsync(new StartPayment(order.Reference.Value));
        Assert.Empty(await shop.Payments.SessionsAsync());
        await shop.StartAgainAsync();
        var key = Assert.Single((await shop.Payments.ReadAsync(order.Reference.Value)).Attempts).IdempotencyKey;
        await shop.PayAsync(order);
        await shop.Payments.HearAsync("checkout.session.completed");
        Assert.Equal(key, Assert.Single((await shop.Payments.ReadAsync(order.Reference.Value)).Attempts).IdempotencyKey);
        await shop.ExpectPaidOnceAsync(order);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C3_SessionMadeIdNotStored_IsFoundAgain(bool bySweeper)
    {
        await using var shop = await WholeShop.StartAsync(provider);
        var order = await shop.OrderAsync();
        shop.Mortality.DieBeforeCommitOf(nameof(StoreSession));
        await shop.DiesAsync(new StartPayment(order.Reference.Value));
        var session = Assert.Single(await shop.Payments.SessionsAsync());
        await shop.StartAgainAsync();
        if (bySweeper)
        {
            await shop.Payments.AdvanceAsync(AMinute);
            await shop.SendAsync(new SweepPayments(AlsoOpen: false));
        }

        Assert.Equal(session.Url, await shop.Payments.StartAsync(order.Reference.Value));
        Assert.Equal(session.Id, Assert.Single((await shop.Payments.ReadAsync(order.Reference.Value)).Attempts).SessionId);
        await shop.PayAsync(order);
        await shop.Payments.HearAsync("checkout.session.completed");
        Assert.Single(await shop.Payments.SessionsAsync());
        await shop.ExpectPaidOnceAsync(order);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C4_PaidEventNotWorked_IsPaidAfterTheRestart(bool webhook)
    {
        await using var shop = await WholeShop.StartAsync(provider, webhook);
        var order = await shop.PaidAtStripeAsync();
        if (webhook)
        {
            await PaymentShop.UntilAsync(() => shop.ReadAsync(db => db.Set<WebhookEvent>().AnyAsync(e => e.Type == "checkout.session.completed")), "the event");
            shop.Mortality.DieBeforeCommitOf(nameof(ApplyRemote));
            await shop.DiesAsync(new WorkWebhookEvents());
            Assert.Equal("", await AfterDeathAsync(shop, s => s.MailsAsync()));
            await shop.Payments.WorkAsync();
        }
        else
        {
            shop.Mortality.DieNow();
            await shop.StartAgainAsync();
            // What the sweeper does first after every start.
            await shop.SendAsync(new SweepPayments(AlsoOpen: true));
        }

        await shop.ExpectPaidOnceAsync(order);
    }

    [Fact]
    public async Task C5_EventCommittedAnswerLost_RepeatChangesNothing()
    {
        await using var shop = await WholeShop.StartAsync(provider);
        shop.Mortality.DieAfterCommitOf(nameof(StoreWebhookEvent));
        var order = await shop.PaidAtStripeAsync();
        await PaymentShop.UntilAsync(() => Task.FromResult(shop.Mortality.IsDead), "a webhook to kill the shop");
        await shop.StartAgainAsync();
        var kept = await shop.ReadAsync(db => db.Set<WebhookEvent>().OrderBy(e => e.Id).Select(e => e.EventId).FirstAsync());
        // Stripe was not answered and sends it again, this time three times.
        await shop.Payments.ControlAsync($"events/{kept}/deliver", new() { ["copies"] = 3 });
        await shop.Payments.HearAsync("checkout.session.completed");
        Assert.Equal(1, await shop.ReadAsync(db => db.Set<WebhookEvent>().CountAsync(e => e.EventId == kept)));
        await shop.Payments.WorkAsync();
        await shop.ExpectPaidOnceAsync(order);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C6_PaidAndMailRow_CommitTogetherOrNotAtAll(bool afterCommit)
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.PaidAtStripeAsync();
        if (afterCommit) shop.Mortality.DieAfterCommitOf(nameof(ApplyRemote));
        else shop.Mortality.DieBeforeCommitOf(nameof(ApplyRemote));
        await shop.DiesAsync(new CheckPayment(order.Reference.Value));
        await shop.StartAgainAsync();
        Assert.Equal(afterCommit ? (OrderState.Paid, "NewOrder, Receipt") : (OrderState.AwaitingPayment, ""), (await shop.StateAsync(order), await shop.MailsAsync()));
        await shop.SendAsync(new SweepPayments(AlsoOpen: true));
        await shop.ExpectPaidOnceAsync(order);
    }

    [Fact]
    public async Task C7_MailSentNotMarked_OneSecondCopyWithTheSameMessageId()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await shop.PaidAtStripeAsync();
        await shop.SendAsync(new CheckPayment(order.Reference.Value));
        var sent = new SentMail(shop.Payments.Shop.Folder);
        shop.Mortality.DieBeforeCommitOf(nameof(SettleMail));
        await shop.DiesAsync(new SendDueMail());
        var first = Assert.Single(sent.Take());
        await shop.StartAgainAsync();
        await shop.Payments.AdvanceAsync(TimeSpan.FromMinutes(6));
        while (await shop.SendAsync(new SendDueMail()) > 0) { }
        var second = sent.Take();
        Assert.Contains(first, second);
        Assert.Equal(2, second.Count);
        await shop.Payments.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(0, await shop.SendAsync(new SendDueMail()));
        Assert.Empty(sent.Take());
        Assert.Equal(2, await shop.ReadAsync(db => db.Set<Message>().CountAsync(m => m.SentAt != null)));
    }

    [Fact]
    public async Task C8_RefundCommittedStripeNotAsked_IsSentOnce()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await PaidAsync(shop);
        var form = new AskRefund(Ann, Guid.CreateVersion7(), order.Reference.Value, null, 4_000, 12_100, "Asked for");
        shop.Mortality.DieAfterCommitOf(nameof(AskRefund));
        await shop.DiesAsync(form);
        Assert.Empty(await shop.Payments.RefundsAsync());
        await shop.StartAgainAsync();
        // The officer's browser sends the same form again: the same refund.
        Assert.Equal(AskRefundResult.Recorded, await shop.SendAsync(form));
        await shop.Payments.AdvanceAsync(AMinute);
        await shop.SendAsync(new SweepRefunds());
        await ExpectRefundedOnceAsync(shop, order, form.RefundId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C9_RefundMadeNotStored_IsFoundAgain(bool bySweeper)
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var order = await PaidAsync(shop);
        var id = Guid.CreateVersion7();
        await shop.SendAsync(new AskRefund(Ann, id, order.Reference.Value, null, 4_000, 12_100, "Asked for"));
        // Stripe is asked how the payment stands before and after the refund is made: the second answer is lost.
        shop.Mortality.DieBeforeCommitOf(nameof(ApplyRemote), 2);
        await shop.DiesAsync(new SendRefund(id));
        Assert.Single(await shop.Payments.RefundsAsync());
        await shop.StartAgainAsync();
        Assert.Equal(0, (await shop.RowAsync(order)).RefundedPence);
        await shop.Payments.AdvanceAsync(AMinute);
        if (bySweeper) await shop.SendAsync(new SweepRefunds());
        else Assert.Equal(RefundState.Succeeded, await shop.SendAsync(new SendRefund(id)));
        await ExpectRefundedOnceAsync(shop, order, id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C11_FileWrittenAndRow_NeitherIsLeftAlone(bool rowCommitted)
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var draft = Guid.NewGuid();
        if (rowCommitted) shop.Mortality.DieAfterCommitOf(nameof(RecordAttachment));
        else shop.Mortality.DieBeforeCommitOf(nameof(RecordAttachment));
        await shop.DiesAsync(new AddAttachment(draft, Make.Slot("plan"), "plan.pdf", new MemoryStream(Make.Pdf()), "192.0.2.1"));
        await shop.StartAgainAsync();
        Assert.Single(Files(shop));
        Assert.Equal(rowCommitted ? 1 : 0, await shop.ReadAsync(db => db.Set<Attachment>().CountAsync()));
        // A file's age is the disk's: the shop's clock goes on, the file does not.
        await shop.Payments.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(new SweptAttachments(0, rowCommitted ? 0 : 1, 0), await shop.SendAsync(new SweepAttachments()));
        Assert.Equal(rowCommitted ? 1 : 0, Files(shop).Length);
    }

    [Fact]
    public async Task C11_RowRemovedFileNotDeleted_FileIsSwept()
    {
        await using var shop = await WholeShop.StartAsync(provider, webhooks: false);
        var draft = Guid.NewGuid();
        var added = Assert.IsType<AddAttachmentResult.Added>(
            await shop.SendAsync(new AddAttachment(draft, Make.Slot("plan"), "plan.pdf", new MemoryStream(Make.Pdf()), "192.0.2.1")));
        shop.Mortality.DieAfterCommitOf(nameof(RemoveAttachment));
        await shop.DiesAsync(new RemoveAttachment(draft, added.Attachment.AttachmentId));
        await shop.StartAgainAsync();
        Assert.Single(Files(shop));
        await shop.Payments.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(new SweptAttachments(0, 1, 0), await shop.SendAsync(new SweepAttachments()));
        Assert.Empty(Files(shop));
    }

    /// <summary>Case 14 of the adversarial list: the effect is committed, the event is not marked.</summary>
    [Fact]
    public async Task C5_EffectCommittedEventNotMarked_IsWorkedAgainWithoutEffect()
    {
        await using var shop = await WholeShop.StartAsync(provider);
        var order = await shop.PaidAtStripeAsync();
        await PaymentShop.UntilAsync(() => shop.ReadAsync(db => db.Set<WebhookEvent>().AnyAsync(e => e.Type == "checkout.session.completed")), "the event");
        shop.Mortality.DieBeforeCommitOf(nameof(MarkWebhookEvents));
        await shop.DiesAsync(new WorkWebhookEvents());
        await shop.StartAgainAsync();
        Assert.Equal(OrderState.Paid, await shop.StateAsync(order));
        Assert.True(await shop.ReadAsync(db => db.Set<WebhookEvent>().AnyAsync(e => e.State == WebhookState.Received)));
        await shop.Payments.WorkAsync();
        Assert.False(await shop.ReadAsync(db => db.Set<WebhookEvent>().AnyAsync(e => e.State == WebhookState.Received)));
        await shop.ExpectPaidOnceAsync(order);
    }

    private static async Task<CreateOrderResult.Created> PaidAsync(WholeShop shop)
    {
        var order = await shop.PaidAtStripeAsync();
        await shop.SendAsync(new CheckPayment(order.Reference.Value));
        return order;
    }

    /// <summary>£40.00 of £121.00, at Stripe and in every record of it.</summary>
    private static async Task ExpectRefundedOnceAsync(WholeShop shop, CreateOrderResult.Created order, Guid refundId)
    {
        Assert.Equal((4_000L, refundId.ToString()), Assert.Single(await shop.Payments.RefundsAsync()) is var refund ? (refund.Amount, refund.Metadata["refund_id"]) : default);
        Assert.Equal(4_000, Assert.Single(await shop.Payments.ChargesAsync()).AmountRefunded);
        Assert.Equal(4_000, (await shop.RowAsync(order)).RefundedPence);
        Assert.Equal(8_100, Assert.Single(await shop.SendAsync(new GetChargeMoney(order.Reference.Value))).LeftPence);
        Assert.Equal(FinanceRefundState.Succeeded, Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value))).State);
    }

    private static async Task<T> AfterDeathAsync<T>(WholeShop shop, Func<WholeShop, Task<T>> look)
    {
        await shop.StartAgainAsync();
        return await look(shop);
    }

    private static string[] Files(WholeShop shop)
    {
        var folder = Path.Combine(shop.Payments.Shop.Folder, "attachments");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    /// <summary>Mails as they left: each is looked at once.</summary>
    private sealed class SentMail(string folder)
    {
        /// <summary>The Message-IDs of what was sent since the last call.</summary>
        public List<string> Take()
        {
            var mails = Path.Combine(folder, "mail");
            if (!Directory.Exists(mails)) return [];
            var files = Directory.GetFiles(mails, "*.eml");
            var ids = files.Select(f => MimeKit.MimeMessage.Load(f).MessageId!).ToList();
            foreach (var file in files) File.Delete(file);
            return ids;
        }
    }
}

public sealed class SqliteCrashPointTests() : CrashPointTests(DatabaseProvider.Sqlite);

public sealed class PostgresCrashPointTests() : CrashPointTests(DatabaseProvider.Postgres);
