using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

/// <summary>
/// Asks Stripe how a payment's sessions stand and applies the answer: the step that the webhook's worker, the return
/// page, the sweeper and the pages that start or close a payment share. Run it within the payment's turn.
/// </summary>
internal sealed class PaymentRefresh(ShopDbContext db, IMediator mediator, StripeSessions stripe)
{
    /// <summary>Each round after the first means that another process changed the payment while Stripe was asked.</summary>
    private const int MostRounds = 5;

    /// <summary>
    /// Does nothing when the payment has no session. Throws <see cref="StripeUnavailableException"/> when Stripe gave no
    /// usable answer; nothing is applied then.
    /// </summary>
    /// <param name="alsoSessions">Sessions that are said to belong to the payment, by a webhook.</param>
    /// <param name="look">What to list even where Stripe's charge says nothing of it and none is known.</param>
    public async Task RefreshAsync(Guid paymentId, IReadOnlyCollection<string> alsoSessions, CancellationToken ct, MoneyBackLook look = MoneyBackLook.None)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var (version, sessions, known) = await ReadAsync(paymentId, ct);
            var seen = new List<RemoteSession>();
            foreach (var session in sessions.Union(alsoSessions)) seen.Add(await stripe.FetchAsync(session, look | known, ct));
            if (seen.Count == 0) return;
            // What Stripe said is applied even if whoever asked has left.
            var result = await mediator.Send(new ApplyRemote(paymentId, version, seen), CancellationToken.None);
            if (result != ApplyRemoteResult.Outdated) return;
        }

        throw new StripeUnavailableException("The payment changed each time Stripe was asked.", null);
    }

    /// <summary>All sessions that can still change: open ones, and those with money, which may be given back.</summary>
    private async Task<(int Version, List<string> Sessions, MoneyBackLook Known)> ReadAsync(Guid paymentId, CancellationToken ct)
    {
        var version = await db.Set<Payment>().Where(p => p.Id == paymentId).Select(p => p.Version).SingleAsync(ct);
        var sessions = await db.Set<PaymentAttempt>()
            .Where(a => a.PaymentId == paymentId && a.SessionId != null && a.State != AttemptState.Expired && a.State != AttemptState.Failed)
            .OrderBy(a => a.Number).Select(a => a.SessionId!).ToListAsync(ct);
        var known = (await db.Set<Refund>().AnyAsync(r => r.PaymentId == paymentId, ct) ? MoneyBackLook.Refunds : MoneyBackLook.None)
            | (await db.Set<Dispute>().AnyAsync(d => d.PaymentId == paymentId, ct) ? MoneyBackLook.Disputes : MoneyBackLook.None);
        return (version, sessions, known);
    }
}
