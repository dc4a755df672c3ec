using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Finance.Rescue;

/// <summary>What is wrong with money. The order is that of urgency on the page.</summary>
public enum RescueKind
{
    /// <summary>Money on an order that does not fit: twice, late, or of a wrong amount.</summary>
    StrayMoney,

    /// <summary>A refund was paid by other means and by Stripe as well: the resident has the money twice.</summary>
    GivenBackTwice,

    /// <summary>Stripe took money that is on no order.</summary>
    PaidWithoutOrder,

    /// <summary>An order counts as paid, and Stripe knows of no such money.</summary>
    OrderWithoutPayment,

    /// <summary>Stripe and the shop have the same charge with different amounts, or the shop's own records differ.</summary>
    AmountsDiffer,

    /// <summary>All the money went back, and a team still works on the order or finished it afterwards.</summary>
    RefundedStillOpen,

    /// <summary>A message from Stripe was not worked.</summary>
    MessageOverdue,
}

/// <summary>One line of evidence: what a side says. Amounts are written out; no personal data.</summary>
public sealed record RescueEvidence(string Side, string What, string Says);

/// <summary>
/// Something about money that a person must look at, until it heals or a finance officer settles it with a reason. The same
/// fault is one case however often it is seen; another amount is another case.
/// </summary>
internal sealed class RescueCase : IVersioned
{
    private RescueCase() { }

    public RescueCase(RescueFinding found, DateTime now)
    {
        Id = Guid.CreateVersion7();
        Kind = found.Kind;
        Key = found.Key;
        OrderId = found.OrderId;
        Reference = found.Reference;
        ChargeId = found.ChargeId;
        PaymentIntentId = found.PaymentIntentId;
        TakenAt = found.TakenAt;
        AmountPence = found.AmountPence;
        Reason = found.Reason;
        Evidence = found.Evidence;
        RaisedAt = now;
    }

    public Guid Id { get; private set; }
    public RescueKind Kind { get; private set; }

    /// <summary>Names the fault; null on items from before there were keys.</summary>
    public string? Key { get; private set; }

    public Guid? OrderId { get; private set; }

    /// <summary>Without dashes; null where Stripe's money names no order.</summary>
    public string? Reference { get; private set; }

    /// <summary>Stripe's charge, or its event for a message.</summary>
    public string? ChargeId { get; private set; }

    public string? PaymentIntentId { get; private set; }

    /// <summary>UTC, when the money was taken; null where nobody said.</summary>
    public DateTime? TakenAt { get; private set; }

    /// <summary>What is at stake, in pence; never negative.</summary>
    public long AmountPence { get; private set; }

    public string Reason { get; private set; } = "";
    public IReadOnlyList<RescueEvidence> Evidence { get; private set; } = [];
    public DateTime RaisedAt { get; private set; }

    /// <summary>What was tried last and how it went.</summary>
    public string? LastTry { get; private set; }

    public DateTime? DoneAt { get; private set; }

    /// <summary>Null when it healed by itself.</summary>
    public string? DoneBy { get; private set; }

    public string? DoneNote { get; private set; }
    public int Version { get; private set; }

    /// <summary>Takes it off the queue with what was done about it. Throws when it is off already.</summary>
    public void Settle(string by, string note, DateTime now)
    {
        if (DoneAt is not null) throw new InvalidOperationException($"Case {Id} is closed already.");
        (DoneAt, DoneBy, DoneNote) = (now, by, note);
    }

    /// <summary>The fault is gone. Does nothing when the case is closed.</summary>
    public void Heal(string how, DateTime now)
    {
        if (DoneAt is not null) return;
        (DoneAt, DoneNote) = (now, how);
    }

    /// <summary>The fault that had healed is there again. Does nothing to a case a person settled: they said it may stand.</summary>
    public void SeenAgain(RescueFinding found, DateTime now)
    {
        if (DoneAt is not null && DoneBy is not null) return;
        if (DoneAt is not null) RaisedAt = now;
        (DoneAt, DoneNote) = (null, null);
        Evidence = found.Evidence;
    }

    public void Tried(string how) => LastTry = how;
}

/// <summary>A fault as it is found; the case is made from it.</summary>
/// <param name="Key">The fault and its amount: at most 200 characters.</param>
public sealed record RescueFinding(
    RescueKind Kind, string Key, Guid? OrderId, string? Reference, string? ChargeId, string? PaymentIntentId, DateTime? TakenAt,
    long AmountPence, string Reason, IReadOnlyList<RescueEvidence> Evidence);

internal sealed class RescueCaseConfiguration : IEntityTypeConfiguration<RescueCase>
{
    public void Configure(EntityTypeBuilder<RescueCase> builder)
    {
        // The table keeps its first name: the items on it are still to be settled.
        builder.ToTable("finance_attention", t => t.HasCheckConstraint("CK_finance_attention_amount", "\"AmountPence\" >= 0"));
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Kind).HasDefaultValue(RescueKind.StrayMoney);
        builder.Property(a => a.Key).HasMaxLength(200);
        builder.Property(a => a.Reference).HasMaxLength(40);
        builder.Property(a => a.ChargeId).HasMaxLength(255);
        builder.Property(a => a.PaymentIntentId).HasMaxLength(255);
        builder.Property(a => a.Reason).HasMaxLength(500);
        builder.Property(a => a.Evidence).IsJson().HasDefaultValueSql("'[]'");
        builder.Property(a => a.LastTry).HasMaxLength(500);
        builder.Property(a => a.DoneBy).HasMaxLength(200);
        builder.Property(a => a.DoneNote).HasMaxLength(500);
        builder.HasIndex(a => a.Key).IsUnique();
        builder.HasIndex(a => new { a.DoneAt, a.RaisedAt });
        builder.HasIndex(a => a.Reference);
    }
}

/// <summary>The same money told twice (webhook and return page) is one case.</summary>
internal sealed class OpenCaseOnOrderNeedsAttention(ShopDbContext db, TimeProvider clock) : INotificationHandler<OrderNeedsAttention>
{
    public async Task Handle(OrderNeedsAttention notification, CancellationToken cancellationToken)
    {
        var found = Finding(notification);
        if (db.Set<RescueCase>().Local.Any(c => c.Key == found.Key)) return;
        if (!await db.Set<RescueCase>().AnyAsync(c => c.Key == found.Key, cancellationToken)) db.Add(new RescueCase(found, clock.UtcNow()));
    }

    private static RescueFinding Finding(OrderNeedsAttention told) => new(
        RescueKind.StrayMoney, Key(told), told.OrderId, told.Reference.Value, told.ChargeId, null, told.TakenAt, told.AmountPence, told.Reason,
        [
            new RescueEvidence("Stripe", told.ChargeId ?? "Charge", $"took {new Money(told.AmountPence)}"),
            new RescueEvidence("Order", told.Reference.ToString(), told.Reason),
        ]);

    private static string Key(OrderNeedsAttention told) =>
        told.ChargeId is { } charge ? $"stray {charge}" : $"stray {told.OrderId:N} {told.AmountPence} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told.Reason)))[..16]}";
}
