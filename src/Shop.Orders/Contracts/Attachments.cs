using Shop.Kernel.Messaging;

namespace Shop.Orders.Contracts;

/// <summary>
/// The documents uploaded so far for basket lines, by draft id: also those that an unpaid order has claimed, as the resident may
/// come back from Stripe, change the basket and order anew.
/// </summary>
public sealed record GetDraftAttachments(IReadOnlyList<Guid> DraftIds) : IQuery<IReadOnlyList<DraftAttachment>>;

/// <param name="FileName">As the resident named it, cleaned; show it encoded.</param>
public sealed record DraftAttachment(Guid AttachmentId, Guid DraftId, string UploadId, string FileName, long Bytes);
