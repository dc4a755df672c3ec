using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Orders.Attachments;

/// <summary>Takes a document away from a basket line. Does nothing when the line has no such document. An order that claimed it keeps it.</summary>
public sealed record RemoveAttachment(Guid DraftId, Guid AttachmentId) : ICommand<Unit>;

internal sealed class RemoveAttachmentHandler(ShopDbContext db, IAttachmentStore store, AfterCommit afterCommit) : IRequestHandler<RemoveAttachment, Unit>
{
    public async Task<Unit> Handle(RemoveAttachment request, CancellationToken cancellationToken)
    {
        var attachment = await db.Set<Attachment>().SingleOrDefaultAsync(a => a.Id == request.AttachmentId && a.DraftId == request.DraftId, cancellationToken);
        if (attachment is null) return Unit.Value;
        if (await db.Set<AttachmentClaim>().AnyAsync(c => c.AttachmentId == attachment.Id, cancellationToken))
        {
            attachment.DetachFromDraft();
            return Unit.Value;
        }

        db.Remove(attachment);
        // A file whose row is gone is swept an hour later, should this not come to it.
        afterCommit.Do(() => store.Delete(attachment.StoredName));
        return Unit.Value;
    }
}
