using System.Security.Cryptography;
using Shop.Kernel;

namespace Shop.Orders.Attachments;

/// <summary>
/// Files in "attachments" below the data folder, outside the web root. A file is written under a temporary name, flushed to the disk
/// and then renamed, so a crash leaves a part-file for the sweep, never half a document.
/// </summary>
internal sealed class LocalAttachmentStore(ShopSettings settings) : IAttachmentStore
{
    private const string Part = ".part";
    private const int BufferBytes = 64 * 1024;
    private readonly string _root = Path.Combine(settings.DataFolder, "attachments");

    public async Task<StoredFile?> WriteAsync(ReadOnlyMemory<byte> start, Stream rest, long maxBytes, CancellationToken ct)
    {
        var name = Guid.NewGuid().ToString("N");
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var written = await CopyAsync(start, rest, path + Part, maxBytes, ct);
            if (written is not { } file) return null;
            File.Move(path + Part, path);
            return new StoredFile(name, file.Bytes, file.Sha256);
        }
        finally
        {
            // Gone after the rename; left over only when something went wrong.
            File.Delete(path + Part);
        }
    }

    public Stream? OpenRead(string name)
    {
        var path = PathOf(name);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, useAsync: true) : null;
    }

    public bool Exists(string name) => File.Exists(PathOf(name));

    public void Delete(string name)
    {
        var path = PathOf(name);
        if (!Directory.Exists(Path.GetDirectoryName(path))) return;
        File.Delete(path);
        File.Delete(path + Part);
    }

    public IEnumerable<string> ListOlderThan(DateTime before)
    {
        if (!Directory.Exists(_root)) return [];
        return new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(f => f.LastWriteTimeUtc < before)
            .Select(f => f.Name.Replace(Part, "", StringComparison.Ordinal))
            .Where(IsName)
            .Distinct();
    }

    private static async Task<(long Bytes, string Sha256)?> CopyAsync(ReadOnlyMemory<byte> start, Stream rest, string path, long maxBytes, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, useAsync: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        start.CopyTo(buffer);
        long total = 0;
        for (var read = start.Length; read > 0; read = await rest.ReadAsync(buffer, ct))
        {
            total += read;
            if (total > maxBytes) return null;
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        file.Flush(flushToDisk: true);
        return (total, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Two letters of the name make a sub-folder, so that no folder grows without end. Throws when the name is not one of ours.</summary>
    private string PathOf(string name) =>
        IsName(name) ? Path.Combine(_root, name[..2], name) : throw new ArgumentException("This is not the name of a stored file.", nameof(name));

    private static bool IsName(string name) => name.Length == 32 && name.All(char.IsAsciiHexDigitLower);
}
