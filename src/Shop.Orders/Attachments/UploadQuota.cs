using System.Collections.Concurrent;
using Shop.Kernel.Time;

namespace Shop.Orders.Attachments;

/// <summary>
/// How much one sender may upload within an hour, so that nobody fills the disk with drafts that are never ordered. Kept in memory and
/// per node: it guards the disk of this machine. A library's or an office's residents share an address, hence the generous sums.
/// </summary>
internal sealed class UploadQuota(TimeProvider clock)
{
    public const int FilesPerHour = 120;
    public const long BytesPerHour = 600L * 1024 * 1024;
    private const int MaxSenders = 50_000;
    private readonly ConcurrentDictionary<string, Used> _senders = new();

    /// <summary>Whether the sender may send one more file now. Does not count it: see <see cref="Count"/>.</summary>
    public bool Allows(string sender) =>
        !_senders.TryGetValue(sender, out var used) || used.Hour != Hour() || (used.Files < FilesPerHour && used.Bytes < BytesPerHour);

    /// <summary>Counts a file that was stored, in bytes.</summary>
    public void Count(string sender, long bytes)
    {
        var hour = Hour();
        if (_senders.Count >= MaxSenders) ForgetOthers(hour);
        _senders.AddOrUpdate(sender, _ => new Used(hour, 1, bytes),
            (_, used) => used.Hour == hour ? new Used(hour, used.Files + 1, used.Bytes + bytes) : new Used(hour, 1, bytes));
    }

    private void ForgetOthers(long hour)
    {
        foreach (var (sender, used) in _senders)
            if (used.Hour != hour) _senders.TryRemove(sender, out _);
    }

    private long Hour() => clock.UtcNow().Ticks / TimeSpan.TicksPerHour;

    private readonly record struct Used(long Hour, int Files, long Bytes);
}
