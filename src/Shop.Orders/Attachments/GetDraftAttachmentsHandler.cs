using AutoMapper;
using AutoMapper.QueryableExtensions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;

namespace Shop.Orders.Attachments;

internal sealed class GetDraftAttachmentsHandler(ShopDbContext db, IConfigurationProvider mapping)
    : IRequestHandler<GetDraftAttachments, IReadOnlyList<DraftAttachment>>
{
    public async Task<IReadOnlyList<DraftAttachment>> Handle(GetDraftAttachments request, CancellationToken cancellationToken) =>
        await db.Set<Attachment>()
            .Where(a => a.DraftId != null && request.DraftIds.Contains(a.DraftId.Value))
            .OrderBy(a => a.UploadId).ThenBy(a => a.UploadedAt).ThenBy(a => a.Position)
            .ProjectTo<DraftAttachment>(mapping).ToListAsync(cancellationToken);
}
