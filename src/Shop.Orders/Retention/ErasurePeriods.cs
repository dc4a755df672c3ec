using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Attachments;

namespace Shop.Orders.Retention;

/// <summary>What is over at one moment. Times in UTC.</summary>
internal sealed class ErasurePeriods(RetentionSettings settings, DateTime now)
{
    private readonly DateTime _unpaidBefore = now.AddDays(-settings.UnpaidOrderDays);
    private readonly DateTime _documentsBefore = now.AddDays(-settings.DocumentDays);
    private readonly DateTime _answersBefore = now.AddDays(-settings.AnswerDays);
    private readonly DateTime _paidBefore = settings.PaidBefore(LondonTime.DateOf(now));

    public bool AnswersAreOver(Order order) => UnpaidIsOver(order) || (order.ClosedAt is { } closed && closed < _answersBefore) || PayerIsOver(order);

    public bool PayerIsOver(Order order) => UnpaidIsOver(order) || (order.ClosedAt is not null && order.PaidAt < _paidBefore);

    /// <summary>Orders with anything left that is due. The same rules as above, in SQL.</summary>
    public IQueryable<Order> Due(ShopDbContext db) => db.Set<Order>().Where(o =>
        (o.State == OrderState.Lapsed && o.LapsedAt < _unpaidBefore && o.ErasedAt == null)
        || (o.ClosedAt != null && o.PaidAt < _paidBefore && o.ErasedAt == null)
        || (o.ClosedAt < _answersBefore && o.AnswersErasedAt == null)
        || (o.ClosedAt < _documentsBefore && db.Set<AttachmentClaim>().Any(c => c.OrderId == o.Id)));

    private bool UnpaidIsOver(Order order) => order.State == OrderState.Lapsed && order.LapsedAt < _unpaidBefore;
}
