namespace Shop.Orders.Attachments;

/// <summary>
/// A stored document. It belongs to a basket line (the draft) until the resident removes it there, and to every order that
/// claimed it. Without either its file is swept.
/// </summary>
internal sealed class Attachment
{
    private Attachment() { }

    public Attachment(Guid draftId, string uploadId, int position, string fileName, FileKind kind, StoredFile file, DateTime now)
    {
        Id = Guid.CreateVersion7();
        DraftId = draftId;
        UploadId = uploadId;
        Position = position;
        FileName = fileName;
        Kind = kind;
        StoredName = file.Name;
        Bytes = file.Bytes;
        Sha256 = file.Sha256;
        UploadedAt = now;
    }

    public Guid Id { get; private set; }

    /// <summary>The basket line; null once it was removed there while an order still needs it.</summary>
    public Guid? DraftId { get; private set; }

    /// <summary>Which of the service's documents it is.</summary>
    public string UploadId { get; private set; } = "";

    /// <summary>Place within that document's files; unique, so that two uploads at once cannot exceed the number allowed.</summary>
    public int Position { get; private set; }

    /// <summary>As the resident named it, cleaned by <see cref="SafeFileName"/>.</summary>
    public string FileName { get; private set; } = "";

    public FileKind Kind { get; private set; }
    public string StoredName { get; private set; } = "";
    public long Bytes { get; private set; }

    /// <summary>Of the content, lower-case hex.</summary>
    public string Sha256 { get; private set; } = "";

    public DateTime UploadedAt { get; private set; }

    /// <summary>The resident no longer sees it; the orders that claimed it keep it.</summary>
    public void DetachFromDraft() => DraftId = null;
}

/// <summary>An order line needs this document. As long as the order can be paid or was paid, the document stays.</summary>
internal sealed class AttachmentClaim
{
    private AttachmentClaim() { }

    public AttachmentClaim(Guid attachmentId, Guid orderId, Guid lineId)
    {
        AttachmentId = attachmentId;
        OrderId = orderId;
        LineId = lineId;
    }

    public Guid AttachmentId { get; private set; }
    public Guid OrderId { get; private set; }
    public Guid LineId { get; private set; }
}
