using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Finance.Attention;

/// <summary>Money on an order that does not fit: twice, late, or of a wrong amount. Stays on the list until a finance officer says what was done.</summary>
internal sealed class AttentionItem : IVersioned
{
    private AttentionItem() { }

    public AttentionItem(OrderNeedsAttention order, DateTime now)
    {
        Id = Guid.CreateVersion7();
        OrderId = order.OrderId;
        Reference = order.Reference.Value;
        AmountPence = order.AmountPence;
        Reason = order.Reason;
        RaisedAt = now;
    }

    public Guid Id { get; private set; }
    public Guid OrderId { get; private set; }
    public string Reference { get; private set; } = "";
    public long AmountPence { get; private set; }
    public string Reason { get; private set; } = "";
    public DateTime RaisedAt { get; private set; }
    public DateTime? DoneAt { get; private set; }
    public string? DoneBy { get; private set; }
    public string? DoneNote { get; private set; }
    public int Version { get; private set; }

    /// <summary>Takes it off the list with what was done about it. Throws when it is off already.</summary>
    public void Finish(Actor by, string note, DateTime now)
    {
        if (DoneAt is not null) throw new InvalidOperationException($"Item {Id} is done already.");
        DoneAt = now;
        DoneBy = by.Name;
        DoneNote = note;
    }

    /// <summary>The money went back, so nobody has to do anything. Throws when it is off already.</summary>
    public void FinishByItself(string note, DateTime now)
    {
        if (DoneAt is not null) throw new InvalidOperationException($"Item {Id} is done already.");
        (DoneAt, DoneBy, DoneNote) = (now, "The shop", note);
    }
}

internal sealed class AttentionItemConfiguration : IEntityTypeConfiguration<AttentionItem>
{
    public void Configure(EntityTypeBuilder<AttentionItem> builder)
    {
        builder.ToTable("finance_attention");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Reference).HasMaxLength(40);
        builder.Property(a => a.Reason).HasMaxLength(500);
        builder.Property(a => a.DoneBy).HasMaxLength(200);
        builder.Property(a => a.DoneNote).HasMaxLength(500);
        builder.HasIndex(a => new { a.OrderId, a.AmountPence, a.Reason }).IsUnique();
        builder.HasIndex(a => new { a.DoneAt, a.RaisedAt });
        builder.HasIndex(a => a.Reference);
    }
}

/// <summary>The same fault told twice (webhook and return page) is one item.</summary>
internal sealed class ListItemOnOrderNeedsAttention(ShopDbContext db, TimeProvider clock) : INotificationHandler<OrderNeedsAttention>
{
    public async Task Handle(OrderNeedsAttention notification, CancellationToken cancellationToken)
    {
        var same = db.Set<AttentionItem>().Where(a => a.OrderId == notification.OrderId && a.AmountPence == notification.AmountPence && a.Reason == notification.Reason);
        if (db.Set<AttentionItem>().Local.AsQueryable().Any(a => a.OrderId == notification.OrderId && a.AmountPence == notification.AmountPence && a.Reason == notification.Reason)) return;
        if (!await same.AnyAsync(cancellationToken)) db.Add(new AttentionItem(notification, clock.UtcNow()));
    }
}
