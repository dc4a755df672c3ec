using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Logging;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Suspense;

/// <summary>How an item was cleared: by which journal, and whether that was undone.</summary>
internal sealed class SuspenseClearing(Guid itemId, Guid journalId, string reason, string by, DateTime at) : IVersioned
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ItemId { get; private set; } = itemId;
    public Guid JournalId { get; private set; } = journalId;
    public string Reason { get; private set; } = reason;
    public string By { get; private set; } = by;
    public DateTime At { get; private set; } = at;
    public string? UndoneBy { get; private set; }
    public string? UndoneWhy { get; private set; }
    public DateTime? UndoneAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>Throws when it is undone already.</summary>
    public void Undo(Actor by, string why, DateTime now)
    {
        if (UndoneAt is not null) throw new InvalidOperationException($"Clearing {Id} is undone already.");
        (UndoneBy, UndoneWhy, UndoneAt) = (by.Name, why, now);
    }
}

internal sealed class SuspenseClearingConfiguration : IEntityTypeConfiguration<SuspenseClearing>
{
    public void Configure(EntityTypeBuilder<SuspenseClearing> builder)
    {
        builder.ToTable("finance_suspense_clearing");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Reason).HasMaxLength(Reasons.Longest);
        builder.Property(c => c.By).HasMaxLength(200);
        builder.Property(c => c.UndoneBy).HasMaxLength(200);
        builder.Property(c => c.UndoneWhy).HasMaxLength(Reasons.Longest);
        builder.HasOne<SuspenseItem>().WithMany().HasForeignKey(c => c.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.ItemId).IsUnique().HasFilter("\"UndoneAt\" IS NULL").HasDatabaseName("IX_finance_suspense_clearing_live");
        builder.HasIndex(c => new { c.ItemId, c.At });
    }
}

/// <summary>A finance officer undoes a clearing: the mirror of its journal is posted, the item is open again with its old age. Audited.</summary>
public sealed record UndoClearing(Actor By, Guid ItemId, string? Reason) : ICommand<MarkResult>;

internal sealed class UndoClearingHandler(ShopDbContext db, BankJournals ledger, IMediator mediator, TimeProvider clock, ILogger<UndoClearingHandler> log) : IRequestHandler<UndoClearing, MarkResult>
{
    public async Task<MarkResult> Handle(UndoClearing request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Reason)) return MarkResult.ReasonMissing;
        var clearing = await db.Set<SuspenseClearing>().SingleOrDefaultAsync(c => c.ItemId == request.ItemId && c.UndoneAt == null, cancellationToken);
        if (clearing is null) return MarkResult.NotOpen;
        var item = await db.Set<SuspenseItem>().SingleAsync(i => i.Id == request.ItemId, cancellationToken);
        var line = await ClearSuspenseHandler.LineOfAsync(db, item, cancellationToken);
        // Somebody else has committed between the readings.
        if (item.State != SuspenseState.Cleared || line is { State: not LineState.Explained }) return MarkResult.NotOpen;
        var reason = request.Reason!.Trim();
        await ledger.MirrorAsync(clearing.JournalId, request.By, reason, cancellationToken);
        clearing.Undo(request.By, reason, clock.UtcNow());
        item.Reopen();
        line?.Become(LineState.Suspense);
        await mediator.Publish(new Audited(request.By, "undid a clearing of suspense", $"{item.Source.InWords()} {item.SourceId}, {new Money(item.AmountPence)}", $"cleared by {clearing.By}: {clearing.Reason}", "open", reason), cancellationToken);
        log.LogInformation("Staff {StaffId} undid the clearing of suspense item {ItemId}", request.By.StaffId, item.Id);
        return MarkResult.Done;
    }
}
