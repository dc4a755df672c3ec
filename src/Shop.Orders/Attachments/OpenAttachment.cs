using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Orders.Staff;

namespace Shop.Orders.Attachments;

/// <summary>A document of a paid order for an officer of the line's team. Null for another team's, an unpaid order's or an unknown one: all look the same.</summary>
public sealed record OpenAttachment(Guid AttachmentId, TeamScope Scope) : IQuery<OpenedAttachment?>;

/// <param name="Content">To be disposed by the caller.</param>
public sealed record OpenedAttachment(Stream Content, string FileName, string ContentType, long Bytes);

internal sealed class OpenAttachmentHandler(ShopDbContext db, IAttachmentStore store, ILogger<OpenAttachmentHandler> log) : IRequestHandler<OpenAttachment, OpenedAttachment?>
{
    public async Task<OpenedAttachment?> Handle(OpenAttachment request, CancellationToken cancellationToken)
    {
        var lines = db.Set<OrderLine>().InScope(request.Scope).Where(l => l.State != OrderLineState.Waiting);
        var row = await (
            from claim in db.Set<AttachmentClaim>()
            join line in lines on claim.LineId equals line.Id
            join attachment in db.Set<Attachment>() on claim.AttachmentId equals attachment.Id
            where attachment.Id == request.AttachmentId
            select attachment).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (row is null) return null;
        if (store.OpenRead(row.StoredName) is { } content) return new OpenedAttachment(content, row.FileName, row.Kind.ContentType(), row.Bytes);
        log.LogError("The file of attachment {AttachmentId} is missing", row.Id);
        return null;
    }
}
