using System.Security.Cryptography;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Periods;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Batches;

/// <summary>Batches, newest first, 50 at a time, and how many journals are in none yet.</summary>
/// <param name="Before">Number of the last batch of the page before; null for the first page.</param>
public sealed record ListBatches(BatchState? State, int? Before) : IQuery<BatchPage>;

/// <param name="Next">Null on the last page.</param>
/// <param name="Waiting">Sealed journals that are in no batch.</param>
public sealed record BatchPage(IReadOnlyList<BatchRow> Rows, int? Next, long Waiting);

/// <summary>A batch. Amounts in pence.</summary>
public sealed record BatchRow(
    int Number, BatchState State, FinancialPeriod Period, long FirstJournal, long LastJournal, int LineCount, long TotalPence, string CreatedBy, Guid CreatedById, DateTime CreatedAt,
    string? ApprovedBy, DateTime? ApprovedAt, string? ApprovalReason, string? ExportedBy, DateTime? ExportedAt, string? ProfileName, string? FileName, string? Sha256,
    string? AcknowledgedBy, DateTime? AcknowledgedAt, string? Acknowledgement)
{
    internal static BatchRow Of(ExportBatch b) => new(
        b.Number, b.State, new FinancialPeriod(b.FinancialYear, b.Period), b.FirstJournal, b.LastJournal, b.LineCount, b.TotalPence, b.CreatedBy, b.CreatedById, b.CreatedAt,
        b.ApprovedBy, b.ApprovedAt, b.ApprovalReason, b.ExportedBy, b.ExportedAt, b.ProfileName, b.FileName, b.Sha256, b.AcknowledgedBy, b.AcknowledgedAt, b.Acknowledgement);
}

/// <summary>One batch with its totals by code. Null when unknown.</summary>
public sealed record GetBatch(int Number) : IQuery<BatchView?>;

public sealed record BatchView(BatchRow Batch, IReadOnlyList<BatchTotal> Totals);

/// <summary>Amounts in pence.</summary>
public sealed record BatchTotal(string CostCentre, string Subjective, string? VatCode, int Lines, long DebitPence, long CreditPence);

/// <summary>The file of an exported batch, always the same bytes. Null when there is none. Throws when what is stored is not what was exported.</summary>
public sealed record GetBatchFile(int Number) : IQuery<StoredFile?>;

public sealed record StoredFile(string Name, byte[] Content);

internal sealed class ListBatchesHandler(ShopDbContext db)
    : IRequestHandler<ListBatches, BatchPage>, IRequestHandler<GetBatch, BatchView?>, IRequestHandler<GetBatchFile, StoredFile?>
{
    private const int PageSize = 50;

    public async Task<BatchPage> Handle(ListBatches request, CancellationToken cancellationToken)
    {
        var batches = db.Set<ExportBatch>().AsNoTracking();
        if (request.State is { } state) batches = batches.Where(b => b.State == state);
        if (request.Before is { } before) batches = batches.Where(b => b.Number < before);
        var rows = await batches.OrderByDescending(b => b.Number).Take(PageSize + 1).ToListAsync(cancellationToken);
        var last = await db.Set<ExportBatch>().MaxAsync(b => (long?)b.LastJournal, cancellationToken) ?? 0;
        var sealedUpTo = await db.Set<JournalSeal>().MaxAsync(s => (long?)s.Number, cancellationToken) ?? 0;
        return new BatchPage([.. rows.Take(PageSize).Select(BatchRow.Of)], rows.Count > PageSize ? rows[PageSize - 1].Number : null, sealedUpTo - last);
    }

    public async Task<BatchView?> Handle(GetBatch request, CancellationToken cancellationToken)
    {
        if (await db.Set<ExportBatch>().AsNoTracking().SingleOrDefaultAsync(b => b.Number == request.Number, cancellationToken) is not { } batch) return null;
        var totals = await db.Set<ExportLine>().Where(l => l.BatchId == batch.Id).GroupBy(l => new { l.CostCentre, l.Subjective, l.VatCode })
            .Select(g => new BatchTotal(g.Key.CostCentre, g.Key.Subjective, g.Key.VatCode, g.Count(), g.Sum(l => l.DebitPence), g.Sum(l => l.CreditPence))).ToListAsync(cancellationToken);
        return new BatchView(
            BatchRow.Of(batch),
            [.. totals.OrderBy(t => t.CostCentre, StringComparer.Ordinal).ThenBy(t => t.Subjective, StringComparer.Ordinal).ThenBy(t => t.VatCode, StringComparer.Ordinal)]);
    }

    public async Task<StoredFile?> Handle(GetBatchFile request, CancellationToken cancellationToken)
    {
        var found = await db.Set<ExportBatch>().Where(b => b.Number == request.Number)
            .Join(db.Set<ExportFile>(), b => b.Id, f => f.BatchId, (b, f) => new { b.FileName, b.Sha256, f.Content }).SingleOrDefaultAsync(cancellationToken);
        if (found is null) return null;
        if (Convert.ToHexStringLower(SHA256.HashData(found.Content)) != found.Sha256)
            throw new InvalidOperationException($"The stored file of batch {request.Number} is not the one that was exported.");
        return new StoredFile(found.FileName!, found.Content);
    }
}
