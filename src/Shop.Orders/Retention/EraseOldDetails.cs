using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Orders.Retention;

/// <summary>
/// Erases what is personal in old orders when its time (<see cref="RetentionSettings"/>) is over: documents, then answers,
/// then who paid. Reference, services, amounts, VAT, codes and history stay, so no total of the past changes. Does nothing
/// to paid orders whose lines are not all done. A few orders a transaction: what a kill leaves is erased with the next call.
/// Returns how many orders were changed.
/// </summary>
public sealed record EraseOldDetails : IGatewayCommand<int>;

internal sealed class EraseOldDetailsHandler(IMediator mediator, ILogger<EraseOldDetailsHandler> log) : IRequestHandler<EraseOldDetails, int>
{
    public async Task<int> Handle(EraseOldDetails request, CancellationToken cancellationToken)
    {
        var total = 0;
        for (var erased = await NextAsync(); erased > 0; erased = await NextAsync()) total += erased;
        if (total > 0) log.LogInformation("Erased old personal details in {Count} orders", total);
        return total;

        Task<int> NextAsync() => mediator.Send(new EraseNextDetails(), cancellationToken);
    }
}

/// <summary>Erases what is due in up to 50 orders.</summary>
internal sealed record EraseNextDetails : ICommand<int>;

internal sealed class EraseNextDetailsHandler(ShopDbContext db, IMediator mediator, IAttachmentStore store, AfterCommit afterCommit, RetentionSettings settings, TimeProvider clock)
    : IRequestHandler<EraseNextDetails, int>
{
    private const int AtOnce = 50;

    public async Task<int> Handle(EraseNextDetails request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var periods = new ErasurePeriods(settings, now);
        var orders = await periods.Due(db).OrderBy(o => o.CreatedAt).Take(AtOnce).WithLines().ToListAsync(cancellationToken);
        foreach (var order in orders)
        {
            await DeleteDocumentsAsync(order, cancellationToken);
            var answers = periods.AnswersAreOver(order) && order.ForgetAnswers(now);
            var payer = periods.PayerIsOver(order) && order.ForgetPayer(now);
            if (payer) await TellOthersAsync(order, cancellationToken);
            var what = payer ? "erased who paid" : answers ? "erased the answers" : "deleted the documents";
            await mediator.Publish(new Audited(null, what, $"order {order.Reference}", null, null, "the time for keeping it is over"), cancellationToken);
        }

        return orders.Count;
    }

    /// <summary>The keys to the order's page go as well: there is nothing left to show.</summary>
    private async Task TellOthersAsync(Order order, CancellationToken ct)
    {
        await db.Set<OrderLink>().Where(l => l.OrderId == order.Id).ExecuteDeleteAsync(ct);
        await mediator.Send(new ForgetPayer(order.Reference.Value), ct);
        await mediator.Publish(new OrderErased(order.Id, order.Reference, order.Payer.Name), ct);
    }

    /// <summary>Whatever is due in an order, its documents are due, too: their time is the shortest, and the answers refer to them.</summary>
    private async Task DeleteDocumentsAsync(Order order, CancellationToken ct)
    {
        var claims = await db.Set<AttachmentClaim>().Where(c => c.OrderId == order.Id).ToListAsync(ct);
        var ids = claims.Select(c => c.AttachmentId).ToList();
        var elsewhere = await db.Set<AttachmentClaim>().Where(c => ids.Contains(c.AttachmentId) && c.OrderId != order.Id).Select(c => c.AttachmentId).ToListAsync(ct);
        var documents = await db.Set<Attachment>().Where(a => ids.Contains(a.Id) && !elsewhere.Contains(a.Id)).ToListAsync(ct);
        db.RemoveRange(claims);
        db.RemoveRange(documents);
        // Should it not come to this, the sweep takes files without a row.
        foreach (var document in documents) afterCommit.Do(() => store.Delete(document.StoredName));
    }
}
