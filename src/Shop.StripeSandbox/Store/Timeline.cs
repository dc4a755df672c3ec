namespace Shop.StripeSandbox.Store;

/// <summary>
/// What is to happen by itself, by sandbox time. When the clock leaps over several deadlines they are met in their
/// order, and while one is being met the time is that deadline: a session that ran out last Tuesday is dated so.
/// Not thread-safe: used under the store's lock.
/// </summary>
internal sealed class Timeline(SandboxClock clock)
{
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Order)> due = new();
    private long order;
    private DateTimeOffset? meeting;

    public DateTimeOffset Now => meeting ?? clock.Now;

    public void At(DateTimeOffset time, Action action) => due.Enqueue(action, (time, order++));

    public DateTimeOffset? Next => due.TryPeek(out _, out var next) ? next.Due : null;

    /// <summary>Does all that is due by now, including what that makes due.</summary>
    public void CatchUp(Action<Exception> failed)
    {
        var now = clock.Now;
        while (due.TryPeek(out _, out var next) && next.Due <= now)
        {
            var action = due.Dequeue();
            meeting = next.Due;
            try
            {
                action();
            }
            catch (Exception e)
            {
                failed(e);
            }
            finally
            {
                meeting = null;
            }
        }
    }

    public void Clear() => due.Clear();
}
