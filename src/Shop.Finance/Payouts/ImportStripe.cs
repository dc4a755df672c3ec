using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Clearing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Payouts;

/// <summary>
/// Brings finance up to date with Stripe: reads its balance and its payouts, posts what follows from them, checks the payouts
/// concerned and proves the clearing account. The worker sends it every few minutes and when a payout was told of; an income
/// officer may at any time. Any number at once do the same work once. False when Stripe did not answer: what was read stays.
/// </summary>
/// <param name="IsAwaited">Somebody waits on a page: false when Stripe did not tell everything within 8 seconds; the next import goes on there.</param>
public sealed record ImportStripe(bool IsAwaited = false) : IGatewayCommand<bool>;

internal sealed class ImportStripeHandler(ShopDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<ImportStripe, bool>
{
    /// <summary>A payout may fail this long after it was paid, so its check is repeated with every import.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(14);

    private const int PayoutsACommand = 10;

    public async Task<bool> Handle(ImportStripe request, CancellationToken cancellationToken)
    {
        using var patience = Patience.StartIf(request.IsAwaited, cancellationToken);
        try
        {
            await mediator.Send(new ReadBalance(), patience.Token);
            await mediator.Send(new ImportPayouts(), patience.Token);
            await mediator.Send(new NoteStripeBalance(), patience.Token);
            return true;
        }
        catch (Exception e) when (PaymentProviderUnavailableException.IsSilence(e, cancellationToken))
        {
            return false;
        }
        finally
        {
            // Also when Stripe refuses something, of which whoever asked is told: what is here already is posted all the same.
            await FollowAsync(cancellationToken);
        }
    }

    /// <summary>What follows from the rows that are here, whether Stripe answers or not.</summary>
    private async Task FollowAsync(CancellationToken ct)
    {
        await mediator.Send(new ResolveTransactions(), ct);
        for (long? last = 0; last is { } after;) last = await mediator.Send(new PostTransactions(after), ct);
        while (await mediator.Send(new PostLostDisputes(), ct) > 0) { }
        var since = clock.UtcNow() - Recent;
        var payouts = await db.Set<Payout>().AsNoTracking().Where(p => p.CreatedAt >= since || p.CheckedAt == null || p.CheckedAt < p.ImportedAt || p.UnexplainedPence > 0)
            .OrderBy(p => p.Id).Select(p => p.PayoutId).ToListAsync(ct);
        foreach (var some in payouts.Chunk(PayoutsACommand)) await mediator.Send(new CheckPayouts(some), ct);
        await mediator.Send(new ProveClearing(All: false), ct);
    }
}

/// <summary>
/// Gives rows their payments that were imported before those were known and settles their items, and opens an item for each
/// row that is older than two hours and still about no payment. Returns how many found theirs.
/// </summary>
internal sealed record ResolveTransactions : ICommand<int>;

internal sealed class ResolveTransactionsHandler(TransactionWriter writer, TransactionItems items, TimeProvider clock) : IRequestHandler<ResolveTransactions, int>
{
    /// <summary>An order is known to be paid minutes after its charge at most; Stripe's list may be faster.</summary>
    private static readonly TimeSpan UnplacedAfter = TimeSpan.FromHours(2);

    public async Task<int> Handle(ResolveTransactions request, CancellationToken cancellationToken)
    {
        var resolved = await writer.ResolveAsync(cancellationToken);
        await items.SettlePlacedAsync(cancellationToken);
        await items.OpenUnplacedAsync(clock.UtcNow() - UnplacedAfter, cancellationToken);
        return resolved;
    }
}
