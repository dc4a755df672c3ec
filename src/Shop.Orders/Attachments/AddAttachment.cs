using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders.Attachments;

/// <summary>
/// Stores a document for a basket line while it is being received: never whole in memory, and never more of it than is allowed.
/// A refusal, a broken connection or a full disk leaves neither a file nor a row.
/// </summary>
/// <param name="DraftId">The basket line's id; the caller has made sure that it is the resident's own.</param>
/// <param name="Slot">Which of the service's documents it is, and how many files that may be.</param>
/// <param name="FileName">As sent; cleaned here.</param>
/// <param name="Sender">Whom the hourly quota is counted for: the address the request came from. Not stored.</param>
public sealed record AddAttachment(Guid DraftId, UploadSlot Slot, string FileName, Stream Content, string Sender) : IGatewayCommand<AddAttachmentResult>;

public abstract record AddAttachmentResult
{
    private AddAttachmentResult() { }

    public sealed record Added(DraftAttachment Attachment) : AddAttachmentResult;

    /// <param name="Message">For the resident, in the words of the GOV.UK Design System's file upload.</param>
    public sealed record Refused(UploadProblem Problem, string Message) : AddAttachmentResult;
}

public enum UploadProblem { Empty, WrongType, TooBig, TooMany, QuotaUsed, CouldNotBeStored }

internal sealed class AddAttachmentHandler(IMediator mediator, IAttachmentStore store, UploadQuota quota, ILogger<AddAttachmentHandler> log)
    : IRequestHandler<AddAttachment, AddAttachmentResult>
{
    public const long MaxBytes = 10 * 1024 * 1024;

    public async Task<AddAttachmentResult> Handle(AddAttachment request, CancellationToken cancellationToken)
    {
        if (!quota.Allows(request.Sender)) return Refuse(UploadProblem.QuotaUsed, request.Slot);
        var name = SafeFileName.Clean(request.FileName);
        try
        {
            var start = await ReadStartAsync(request.Content, cancellationToken);
            if (start.Length == 0) return Refuse(UploadProblem.Empty, request.Slot);
            if (FileKinds.Recognise(name, start) is not { } kind) return Refuse(UploadProblem.WrongType, request.Slot);
            if (await store.WriteAsync(start, request.Content, MaxBytes, cancellationToken) is not { } file) return Refuse(UploadProblem.TooBig, request.Slot);
            quota.Count(request.Sender, file.Bytes);
            return await RecordAsync(new RecordAttachment(request.DraftId, request.Slot, name, kind, file), cancellationToken);
        }
        catch (IOException e)
        {
            // A broken connection or a full disk; the store has cleared up after itself.
            log.LogWarning("A document for draft {DraftId} could not be stored: {Fault}", request.DraftId, e.GetType().Name);
            return Refuse(UploadProblem.CouldNotBeStored, request.Slot);
        }
    }

    private async Task<AddAttachmentResult> RecordAsync(RecordAttachment record, CancellationToken ct)
    {
        // When this throws, the row may have been committed all the same: the file stays, and the sweep takes it if it has no row.
        if (await mediator.Send(record, ct) is { } row) return new AddAttachmentResult.Added(row);
        store.Delete(record.File.Name);
        return Refuse(UploadProblem.TooMany, record.Slot);
    }

    private static async Task<byte[]> ReadStartAsync(Stream content, CancellationToken ct)
    {
        var start = new byte[FileKinds.SignatureLength];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        return start[..read];
    }

    private static AddAttachmentResult.Refused Refuse(UploadProblem problem, UploadSlot slot) => new(problem, problem switch
    {
        UploadProblem.Empty => "The selected file is empty",
        UploadProblem.WrongType => "The selected file must be a PDF, JPG or PNG",
        UploadProblem.TooBig => "The selected file must be smaller than 10MB",
        UploadProblem.TooMany => slot.MaxFiles == 1
            ? "You can only upload 1 file here. Remove the one you uploaded before to replace it"
            : $"You can only upload up to {slot.MaxFiles} files here",
        UploadProblem.QuotaUsed => "You have uploaded a lot of files. Try again in an hour",
        UploadProblem.CouldNotBeStored => "The selected file could not be uploaded – try again",
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, null),
    });
}

/// <summary>The row of a stored file. Null, with nothing changed, when the draft has as many of this document as it may have.</summary>
internal sealed record RecordAttachment(Guid DraftId, UploadSlot Slot, string FileName, FileKind Kind, StoredFile File) : ICommand<DraftAttachment?>;

internal sealed class RecordAttachmentHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<RecordAttachment, DraftAttachment?>
{
    public async Task<DraftAttachment?> Handle(RecordAttachment request, CancellationToken cancellationToken)
    {
        var taken = await db.Set<Attachment>().Where(a => a.DraftId == request.DraftId && a.UploadId == request.Slot.Id)
            .Select(a => a.Position).ToListAsync(cancellationToken);
        var free = Enumerable.Range(0, request.Slot.MaxFiles).Where(p => !taken.Contains(p)).Select(p => (int?)p).FirstOrDefault();
        if (free is not { } position) return null;
        var row = new Attachment(request.DraftId, request.Slot.Id, position, request.FileName, request.Kind, request.File, clock.UtcNow());
        db.Add(row);
        return new DraftAttachment(row.Id, request.DraftId, row.UploadId, row.FileName, row.Bytes);
    }
}
