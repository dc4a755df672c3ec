namespace Shop.Payments.Stripe;

/// <summary>
/// After three failures in a row Stripe is left alone for a while and payers get their answer at once instead of
/// waiting for one more time-out. Then one call may try; its success closes the circuit. The pause is told by the shop's
/// own clock, as everything else the shop plans is: a rehearsal that moves it on moves the pause on, too.
/// </summary>
internal sealed class StripeCircuit(TimeProvider clock)
{
    private const int FailuresToOpen = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private int _failures;
    private DateTimeOffset _openedAt;

    /// <summary>Throws <see cref="StripeUnavailableException"/> while open.</summary>
    public void Check()
    {
        lock (_lock)
        {
            if (_failures < FailuresToOpen) return;
            if (IsPausing(clock.GetUtcNow())) throw new StripeUnavailableException("Stripe did not answer lately.", null);
            // This caller tries; the others go on waiting until it has succeeded or the next pause is over.
            _openedAt = clock.GetUtcNow();
        }
    }

    public void Succeeded()
    {
        lock (_lock) _failures = 0;
    }

    public void Failed()
    {
        lock (_lock)
        {
            _failures++;
            if (_failures >= FailuresToOpen) _openedAt = clock.GetUtcNow();
        }
    }

    /// <summary>A clock that was put back must not make the pause longer.</summary>
    private bool IsPausing(DateTimeOffset now) => now >= _openedAt && now - _openedAt < Pause;
}
