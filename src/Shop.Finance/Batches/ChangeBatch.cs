using System.Security.Cryptography;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Catalogue.Contracts;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Batches;

/// <summary>A senior accountant approves a draft that somebody else made, and says what was looked at. Audited.</summary>
public sealed record ApproveBatch(Actor By, int Number, string? Reason) : ICommand<BatchChange>;

/// <summary>Makes the file of an approved batch by a profile of the catalogue; from then on it is this file, byte for byte. Audited.</summary>
public sealed record ExportApprovedBatch(Actor By, int Number, string? ProfileId) : ICommand<BatchChange>;

/// <summary>The general ledger has taken the file; the note says under which name. Audited.</summary>
public sealed record AcknowledgeBatch(Actor By, int Number, string? Note) : ICommand<BatchChange>;

public enum BatchChange
{
    Done,

    /// <summary>No reason, or too long; nothing was changed.</summary>
    ReasonMissing,

    /// <summary>Who made a batch does not approve it; nothing was changed.</summary>
    OwnBatch,

    /// <summary>No such profile; nothing was changed.</summary>
    UnknownProfile,

    /// <summary>Unknown, or it is not at this step (any more); nothing was changed.</summary>
    NotNow,
}

internal sealed class ChangeBatchHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<ChangeBatchHandler> log)
    : IRequestHandler<ApproveBatch, BatchChange>, IRequestHandler<ExportApprovedBatch, BatchChange>, IRequestHandler<AcknowledgeBatch, BatchChange>
{
    public async Task<BatchChange> Handle(ApproveBatch request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Reason)) return BatchChange.ReasonMissing;
        if (await FindAsync(request.Number, BatchState.Draft, cancellationToken) is not { } batch) return BatchChange.NotNow;
        if (batch.CreatedById == request.By.StaffId) return BatchChange.OwnBatch;
        batch.Approve(request.By, request.Reason!.Trim(), clock.UtcNow());
        return await TellAsync(request.By, batch, "approved journal batch", BatchState.Draft, batch.ApprovalReason, cancellationToken);
    }

    public async Task<BatchChange> Handle(ExportApprovedBatch request, CancellationToken cancellationToken)
    {
        var profiles = (await mediator.Send(new GetLedgerCodes(), cancellationToken)).ExportProfiles;
        if (profiles.FirstOrDefault(p => p.Id == request.ProfileId) is not { } profile) return BatchChange.UnknownProfile;
        if (await FindAsync(request.Number, BatchState.Approved, cancellationToken) is not { } batch) return BatchChange.NotNow;
        var lines = await db.Set<ExportLine>().AsNoTracking().Where(l => l.BatchId == batch.Id).OrderBy(l => l.Line).ToListAsync(cancellationToken);
        var content = BatchFile.Write(profile, batch, lines);
        db.Add(new ExportFile(batch.Id, content));
        batch.Export(request.By, profile.Name, $"journal-batch-{batch.Number:00000}.csv", Convert.ToHexStringLower(SHA256.HashData(content)), clock.UtcNow());
        return await TellAsync(request.By, batch, "exported journal batch", BatchState.Approved, $"{profile.Name}, SHA-256 {batch.Sha256}", cancellationToken);
    }

    public async Task<BatchChange> Handle(AcknowledgeBatch request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Note)) return BatchChange.ReasonMissing;
        if (await FindAsync(request.Number, BatchState.Exported, cancellationToken) is not { } batch) return BatchChange.NotNow;
        batch.Acknowledge(request.By, request.Note!.Trim(), clock.UtcNow());
        return await TellAsync(request.By, batch, "acknowledged journal batch", BatchState.Exported, batch.Acknowledgement, cancellationToken);
    }

    private Task<ExportBatch?> FindAsync(int number, BatchState state, CancellationToken ct) =>
        db.Set<ExportBatch>().SingleOrDefaultAsync(b => b.Number == number && b.State == state, ct);

    private async Task<BatchChange> TellAsync(Actor by, ExportBatch batch, string what, BatchState before, string? reason, CancellationToken ct)
    {
        await mediator.Publish(
            new Audited(by, what, $"batch {batch.Number}, {new Money(batch.TotalPence)}", before.InWords(), batch.State.InWords(), reason), ct);
        log.LogInformation("Staff {StaffId} {What} {Number}", by.StaffId, what, batch.Number);
        return BatchChange.Done;
    }
}
