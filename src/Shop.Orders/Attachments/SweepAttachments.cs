using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Orders.Attachments;

/// <summary>
/// Deletes documents nobody needs: not claimed for 24 hours after the upload, or claimed only by orders that lapsed 24 hours ago.
/// Deletes files older than an hour that have no row (a crash between file and row), and reports rows whose file is missing.
/// What an order that is paid, or can still be paid, claimed is never touched.
/// </summary>
public sealed record SweepAttachments : IGatewayCommand<SweptAttachments>;

/// <param name="MissingFiles">Rows whose file is gone: something else than the shop deleted it.</param>
public sealed record SweptAttachments(int Forgotten, int FilesWithoutRow, int MissingFiles);

internal sealed class SweepAttachmentsHandler(IMediator mediator, ShopDbContext db, IAttachmentStore store, TimeProvider clock, ILogger<SweepAttachmentsHandler> log)
    : IRequestHandler<SweepAttachments, SweptAttachments>
{
    private static readonly TimeSpan RowlessFilesLive = TimeSpan.FromHours(1);

    public async Task<SweptAttachments> Handle(SweepAttachments request, CancellationToken cancellationToken)
    {
        var forgotten = await ForgetAsync(cancellationToken);
        var rowless = await DeleteFilesWithoutRowAsync(cancellationToken);
        var missing = await ReportMissingFilesAsync(cancellationToken);
        if (forgotten + rowless > 0) log.LogInformation("Swept {Forgotten} documents nobody needs and {Rowless} files without a row", forgotten, rowless);
        return new SweptAttachments(forgotten, rowless, missing);
    }

    private async Task<int> ForgetAsync(CancellationToken ct)
    {
        var total = 0;
        for (var names = await NextAsync(); names.Count > 0; names = await NextAsync())
        {
            foreach (var name in names) store.Delete(name);
            total += names.Count;
        }

        return total;

        Task<IReadOnlyList<string>> NextAsync() => mediator.Send(new ForgetStaleAttachments(), ct);
    }

    private async Task<int> DeleteFilesWithoutRowAsync(CancellationToken ct)
    {
        var deleted = 0;
        foreach (var names in store.ListOlderThan(clock.UtcNow() - RowlessFilesLive).Chunk(500))
        {
            var known = await db.Set<Attachment>().Where(a => names.Contains(a.StoredName)).Select(a => a.StoredName).ToListAsync(ct);
            foreach (var name in names.Except(known))
            {
                store.Delete(name);
                deleted++;
            }
        }

        return deleted;
    }

    private async Task<int> ReportMissingFilesAsync(CancellationToken ct)
    {
        var missing = 0;
        await foreach (var row in db.Set<Attachment>().Select(a => new { a.Id, a.StoredName }).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (store.Exists(row.StoredName)) continue;
            missing++;
            log.LogError("The file of attachment {AttachmentId} is missing", row.Id);
        }

        return missing;
    }
}

/// <summary>Removes the rows of up to 100 documents nobody needs and returns the names of their files, to be deleted once this has committed.</summary>
internal sealed record ForgetStaleAttachments : ICommand<IReadOnlyList<string>>;

internal sealed class ForgetStaleAttachmentsHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<ForgetStaleAttachments, IReadOnlyList<string>>
{
    private static readonly TimeSpan UnclaimedLive = TimeSpan.FromHours(24);

    public async Task<IReadOnlyList<string>> Handle(ForgetStaleAttachments request, CancellationToken cancellationToken)
    {
        var before = clock.UtcNow() - UnclaimedLive;
        var claims =
            from claim in db.Set<AttachmentClaim>()
            join order in db.Set<Order>() on claim.OrderId equals order.Id
            select new { Claim = claim, Over = order.State == OrderState.Lapsed && order.LapsedAt <= before };
        var stale = await db.Set<Attachment>()
            .Where(a => (a.DraftId == null || a.UploadedAt < before) && !claims.Any(c => c.Claim.AttachmentId == a.Id && !c.Over))
            .OrderBy(a => a.UploadedAt).Take(100).ToListAsync(cancellationToken);
        var ids = stale.Select(a => a.Id).ToList();
        // Only claims that are over: an order may have claimed a document since the line above. Its claim then holds the document, and this runs again.
        db.RemoveRange(await claims.Where(c => ids.Contains(c.Claim.AttachmentId) && c.Over).Select(c => c.Claim).ToListAsync(cancellationToken));
        db.RemoveRange(stale);
        return [.. stale.Select(a => a.StoredName)];
    }
}
