namespace Shop.StripeSandbox;

/// <summary>
/// The wall clock plus an offset that only grows. It is a <see cref="TimeProvider"/>, so a process that embeds the
/// sandbox can register the same instance and travel in time with it. Timers keep running on the wall clock.
/// </summary>
public sealed class SandboxClock(TimeProvider? wall = null) : TimeProvider
{
    private readonly TimeProvider wall = wall ?? System;
    private long offsetTicks;

    /// <summary>Raised after the clock was advanced, on the thread that advanced it.</summary>
    public event EventHandler? Advanced;

    /// <summary>The time as the sandbox sees it, UTC.</summary>
    public DateTimeOffset Now => wall.GetUtcNow() + Offset;

    /// <summary>The time without the offset, UTC: what a webhook signature must carry.</summary>
    public DateTimeOffset WallNow => wall.GetUtcNow();

    /// <summary>How far the sandbox is ahead of the wall clock.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref offsetTicks));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Moves the clock forward. Throws when <paramref name="by"/> is negative: payments cannot be unmade.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref offsetTicks, by.Ticks);
        Advanced?.Invoke(this, EventArgs.Empty);
    }
}
