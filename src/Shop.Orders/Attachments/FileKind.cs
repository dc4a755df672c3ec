namespace Shop.Orders.Attachments;

/// <summary>The kinds of document we take: what people scan, photograph or print to, and nothing that can run.</summary>
internal enum FileKind { Pdf, Jpeg, Png }

internal static class FileKinds
{
    /// <summary>How many bytes of the start <see cref="Recognise"/> needs.</summary>
    public const int SignatureLength = 8;

    /// <summary>
    /// The kind by name and by content, which must agree: the first bytes are the format's signature and the extension is one
    /// of its own. Null for everything else, whatever type the browser claims.
    /// </summary>
    public static FileKind? Recognise(string fileName, ReadOnlySpan<byte> start) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".pdf" when start.StartsWith("%PDF-"u8) => FileKind.Pdf,
        ".jpg" or ".jpeg" when start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => FileKind.Jpeg,
        ".png" when start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) => FileKind.Png,
        _ => null,
    };

    public static string ContentType(this FileKind kind) => kind switch
    {
        FileKind.Pdf => "application/pdf",
        FileKind.Jpeg => "image/jpeg",
        FileKind.Png => "image/png",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
