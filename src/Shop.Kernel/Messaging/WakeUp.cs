namespace Shop.Kernel.Messaging;

/// <summary>Lets a command wake a background worker at once; the worker also looks by itself every so often, so a lost call costs seconds only.</summary>
public abstract class WakeUp : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Ring()
    {
        // A bell that already rings needs no second ring.
        if (_signal.CurrentCount == 0)
        {
            try { _signal.Release(); }
            catch (SemaphoreFullException) { return; }
        }
    }

    /// <summary>Returns when rung or after <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _signal.WaitAsync(atMost, ct);

    public void Dispose()
    {
        _signal.Dispose();
        GC.SuppressFinalize(this);
    }
}
