namespace Shop.Orders.Attachments;

/// <summary>Where the documents' bytes are. Names are the store's own; nothing of what a resident typed is in them.</summary>
internal interface IAttachmentStore
{
    /// <summary>
    /// Writes <paramref name="start"/> and then <paramref name="rest"/> to a new file, hashing on the way; the file is there whole
    /// or not at all. Null, with nothing left behind, when it is longer than <paramref name="maxBytes"/>. Throws, with nothing
    /// left behind, when reading or writing fails.
    /// </summary>
    Task<StoredFile?> WriteAsync(ReadOnlyMemory<byte> start, Stream rest, long maxBytes, CancellationToken ct);

    /// <summary>Null when there is no such file.</summary>
    Stream? OpenRead(string name);

    bool Exists(string name);

    /// <summary>Does nothing when there is no such file.</summary>
    void Delete(string name);

    /// <summary>Every file last written before <paramref name="before"/> (UTC), half-written ones included.</summary>
    IEnumerable<string> ListOlderThan(DateTime before);
}

/// <param name="Sha256">Lower-case hex.</param>
internal sealed record StoredFile(string Name, long Bytes, string Sha256);
