using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Payments.Webhooks;

namespace Shop.Payments;

/// <summary>One look-up by a unique index, chosen by what the id begins with.</summary>
internal sealed class FindReferenceHandler(ShopDbContext db) : IRequestHandler<FindReference, string?>
{
    public Task<string?> Handle(FindReference request, CancellationToken cancellationToken)
    {
        var id = request.StripeId;
        var payments = id.Split('_')[0] switch
        {
            "cs" => db.Set<PaymentAttempt>().Where(a => a.SessionId == id).Select(a => (Guid?)a.PaymentId),
            "pi" => db.Set<PaymentAttempt>().Where(a => a.PaymentIntentId == id).Select(a => (Guid?)a.PaymentId),
            "ch" or "py" => db.Set<PaymentAttempt>().Where(a => a.ChargeId == id).Select(a => (Guid?)a.PaymentId),
            "re" or "pyr" => db.Set<Refund>().Where(r => r.StripeRefundId == id).Select(r => (Guid?)r.PaymentId),
            "dp" or "du" => db.Set<Dispute>().Where(d => d.Id == id).Select(d => (Guid?)d.PaymentId),
            "evt" => db.Set<WebhookEvent>().Where(e => e.EventId == id).Select(e => e.PaymentId),
            _ => null,
        };
        return payments is null
            ? Task.FromResult<string?>(null)
            : db.Set<Payment>().Where(p => payments.Contains(p.Id)).Select(p => (string?)p.Reference).FirstOrDefaultAsync(cancellationToken);
    }
}
