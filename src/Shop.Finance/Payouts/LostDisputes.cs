using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Finance.Ledger;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Payouts;

/// <summary>A dispute the bank decided against the council. Kept until what was taken for it is written off.</summary>
internal sealed class LostDispute(string disputeId, string? reference, DateTime lostAt)
{
    public string DisputeId { get; private set; } = disputeId;
    public string? Reference { get; private set; } = reference;
    public DateTime LostAt { get; private set; } = lostAt;

    /// <summary>When it was written off; null while Stripe's row of the money is not here yet.</summary>
    public DateTime? PostedAt { get; private set; }

    public void Post(DateTime now) => PostedAt = now;
}

internal sealed class LostDisputeConfiguration : IEntityTypeConfiguration<LostDispute>
{
    public void Configure(EntityTypeBuilder<LostDispute> builder)
    {
        builder.ToTable("finance_lost_dispute");
        builder.HasKey(d => d.DisputeId);
        builder.Property(d => d.DisputeId).HasMaxLength(100);
        builder.Property(d => d.Reference).HasMaxLength(40);
        builder.HasIndex(d => d.PostedAt);
    }
}

/// <summary>
/// Writes off disputes that were lost, from the holding account to the services that were paid for, and undoes that where all of the money
/// came back later. Waits where the money's row is not here yet; does nothing twice. Returns how many were posted.
/// </summary>
internal sealed record PostLostDisputes : ICommand<int>;

internal sealed class PostLostDisputesHandler(ShopDbContext db, Journals journals, TimeProvider clock) : IRequestHandler<PostLostDisputes, int>
{
    public async Task<int> Handle(PostLostDisputes request, CancellationToken cancellationToken)
    {
        var waiting = await db.Set<LostDispute>().Where(d => d.PostedAt == null && db.Set<BalanceTransaction>().Any(t => t.SourceId == d.DisputeId && t.PostedAt != null)).ToListAsync(cancellationToken);
        foreach (var lost in waiting)
        {
            var rows = await TransactionPart.Of(db.Set<BalanceTransaction>().Where(t => t.SourceId == lost.DisputeId)).ToListAsync(cancellationToken);
            var held = -rows.Where(r => r.Kind is TransactionKind.Dispute or TransactionKind.DisputeReversal).Sum(r => r.AmountPence);
            var weights = await PaymentWeights.OfAsync(db, rows.Select(r => r.PaymentKey), cancellationToken);
            var shares = rows.Find(r => r.PaymentKey is not null)?.PaymentKey is { } payment ? Shares.Divide(held, weights[payment]) : [];
            if (held != 0) await journals.PostAsync(TransactionJournals.LostDispute(lost.DisputeId, LondonTime.DateOf(lost.LostAt), lost.Reference, held, shares), cancellationToken);
            lost.Post(clock.UtcNow());
        }

        return waiting.Count + await PostWonAsync(cancellationToken);
    }

    /// <summary>Won on appeal: Stripe's rows of the dispute are nothing together, and the write-off stands.</summary>
    private async Task<int> PostWonAsync(CancellationToken ct)
    {
        var standing = await (
            from lost in db.Set<LostDispute>()
            join journal in db.Set<Journal>() on "dispute-lost:" + lost.DisputeId equals journal.SourceId
            where lost.PostedAt != null && !db.Set<Journal>().Any(j => j.SourceId == "dispute-lost:" + lost.DisputeId + ":won")
                && db.Set<BalanceTransaction>().Any(t => t.SourceId == lost.DisputeId && t.PostedAt != null && t.Kind == TransactionKind.DisputeReversal)
            select new { lost.DisputeId, JournalId = journal.Id }).ToListAsync(ct);
        var posted = 0;
        foreach (var one in standing)
        {
            var rows = await db.Set<BalanceTransaction>().AsNoTracking()
                .Where(t => t.SourceId == one.DisputeId && t.PostedAt != null && (t.Kind == TransactionKind.Dispute || t.Kind == TransactionKind.DisputeReversal)).ToListAsync(ct);
            if (rows.Sum(t => t.AmountPence) != 0) continue;
            var lost = await db.Set<Journal>().Include(j => j.Entries).SingleAsync(j => j.Id == one.JournalId, ct);
            await journals.PostAsync(TransactionJournals.WonDispute(one.DisputeId, rows.Max(t => t.FinancialDate), lost), ct);
            posted++;
        }

        return posted;
    }
}

/// <summary>Notes a dispute that was lost, once. One that was won or is under way is in the holding account by itself.</summary>
internal sealed class NoteLostDisputeOnDisputeChanged(ShopDbContext db, AfterCommit afterCommit, PayoutBell bell) : INotificationHandler<DisputeChanged>
{
    public async Task Handle(DisputeChanged notification, CancellationToken cancellationToken)
    {
        if (notification.State != DisputeState.Lost) return;
        var lost = db.Set<LostDispute>();
        if (lost.Local.Any(d => d.DisputeId == notification.DisputeId) || await lost.AnyAsync(d => d.DisputeId == notification.DisputeId, cancellationToken)) return;
        lost.Add(new LostDispute(notification.DisputeId, OrderReference.TryParse(notification.Reference, out var reference) ? reference.Value : null, notification.At));
        afterCommit.Do(bell.Ring);
    }
}
