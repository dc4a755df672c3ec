namespace Shop.Payments;

/// <summary>
/// One conversation with Stripe about a payment at a time in this process: two tabs wait for each other instead of
/// racing. Between processes the database guards (versions, unique indexes); this only saves them the work.
/// </summary>
internal sealed class PaymentTurns
{
    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>Dispose what is returned to let the next one in.</summary>
    public async Task<IDisposable> TakeAsync(string reference, CancellationToken ct)
    {
        Turn? turn;
        lock (_turns)
        {
            if (!_turns.TryGetValue(reference, out turn)) _turns[reference] = turn = new Turn();
            turn.Waiting++;
        }

        try
        {
            await turn.Gate.WaitAsync(ct);
        }
        catch
        {
            Leave(reference, turn);
            throw;
        }

        return new Release(() =>
        {
            turn.Gate.Release();
            Leave(reference, turn);
        });
    }

    private void Leave(string reference, Turn turn)
    {
        lock (_turns)
        {
            if (--turn.Waiting > 0) return;
            _turns.Remove(reference);
            turn.Gate.Dispose();
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);
        public int Waiting { get; set; }
    }

    private sealed class Release(Action action) : IDisposable
    {
        private Action? _action = action;

        public void Dispose() => Interlocked.Exchange(ref _action, null)?.Invoke();
    }
}
