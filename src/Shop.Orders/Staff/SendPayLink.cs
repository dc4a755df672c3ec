using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders.Staff;

/// <summary>
/// An officer sends a link to pay an order, to the address they were told: often another person pays. Moves no money and changes
/// no due date. Audited.
/// </summary>
/// <param name="Email">Where it goes.</param>
/// <param name="Reason">Why it was sent, for the order's history and the audit log.</param>
public sealed record SendPayLink(OrderReference Reference, TeamScope Scope, Actor Actor, string Email, string Reason) : ICommand<SendPayLinkResult>;

/// <summary>NotFound: no such order, or another team's. CannotBePaid: paid, lapsed or withdrawn meanwhile, or money on it does not fit; nothing was sent.</summary>
public enum SendPayLinkResult { Sent, NotFound, CannotBePaid }

internal sealed class SendPayLinkValidator : AbstractValidator<SendPayLink>
{
    public SendPayLinkValidator()
    {
        RuleFor(r => r.Email).NotEmpty().MaximumLength(254);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(PayLinkReason.MaxLength);
    }
}

/// <summary>How long a reason may be; the page says so before.</summary>
public static class PayLinkReason
{
    public const int MaxLength = 500;
}

internal sealed class SendPayLinkHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<SendPayLinkHandler> log) : IRequestHandler<SendPayLink, SendPayLinkResult>
{
    public async Task<SendPayLinkResult> Handle(SendPayLink request, CancellationToken cancellationToken)
    {
        var order = await db.FindOrderAsync(request.Reference.Value, cancellationToken);
        if (order is null || !order.Lines.Any(l => request.Scope.Includes(l.TeamId))) return SendPayLinkResult.NotFound;
        var now = clock.UtcNow();
        if (!order.CanBePaid(now)) return SendPayLinkResult.CannotBePaid;
        var reason = request.Reason.Trim();
        order.NotePayLink(request.Actor.Name, reason, now);
        db.Add(OrderLink.Issue(order.Id, LinkPurpose.Pay, now, out var token));
        await mediator.Publish(new PayLinkSent(
            order.Reference, request.Email.Trim(), [.. order.Lines.OrderBy(l => l.Position).Select(l => l.Title)], order.TotalPence, order.PayableUntil, token), cancellationToken);
        // Whose address it is stays out of the audit log, which is kept longer than the order's personal part.
        var to = string.Equals(request.Email.Trim(), order.Payer.Email, StringComparison.OrdinalIgnoreCase) ? "to the order's address" : "to another address";
        await mediator.Publish(new Audited(request.Actor, "sent a payment link", $"order {order.Reference}", null, to, reason), cancellationToken);
        log.LogInformation("A pay link to order {OrderId} was sent by {StaffId}", order.Id, request.Actor.StaffId);
        return SendPayLinkResult.Sent;
    }
}
