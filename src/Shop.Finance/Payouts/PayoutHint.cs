using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Payouts;

/// <summary>A payout that Stripe told of and that has to be fetched. Removed once it was.</summary>
internal sealed class PayoutHint(string payoutId, DateTime seenAt)
{
    public string PayoutId { get; private set; } = payoutId;
    public DateTime SeenAt { get; private set; } = seenAt;
}

internal sealed class PayoutHintConfiguration : IEntityTypeConfiguration<PayoutHint>
{
    public void Configure(EntityTypeBuilder<PayoutHint> builder)
    {
        builder.ToTable("finance_payout_hint");
        builder.HasKey(h => h.PayoutId);
        builder.Property(h => h.PayoutId).HasMaxLength(100);
    }
}

/// <summary>Rings the worker of the payouts.</summary>
internal sealed class PayoutBell : WakeUp;

/// <summary>Notes the payout once, however often it is told of, and wakes the worker. Nothing in the event is taken for true.</summary>
internal sealed class NotePayoutOnPayoutSeen(ShopDbContext db, TimeProvider clock, AfterCommit afterCommit, PayoutBell bell) : INotificationHandler<PayoutSeen>
{
    private const int LongestId = 100;

    public async Task Handle(PayoutSeen notification, CancellationToken cancellationToken)
    {
        if (notification.PayoutId.Length is 0 or > LongestId) return;
        afterCommit.Do(bell.Ring);
        var hints = db.Set<PayoutHint>();
        if (hints.Local.Any(h => h.PayoutId == notification.PayoutId) || await hints.AnyAsync(h => h.PayoutId == notification.PayoutId, cancellationToken)) return;
        hints.Add(new PayoutHint(notification.PayoutId, clock.UtcNow()));
    }
}
