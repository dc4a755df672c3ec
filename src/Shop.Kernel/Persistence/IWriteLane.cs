namespace Shop.Kernel.Persistence;

/// <summary>
/// The order in which writers reach the database. SQLite has one writer: without a queue its clients retry busily and
/// the unlucky starve for seconds, so they wait in line here. PostgreSQL needs no queue.
/// </summary>
public interface IWriteLane
{
    Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken ct);
}

internal sealed class OneAtATime(DatabaseCondition condition) : IWriteLane, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        condition.RequireSound();
        await _turn.WaitAsync(ct);
        try { return await work(); }
        finally { _turn.Release(); }
    }

    public void Dispose() => _turn.Dispose();
}

internal sealed class AllAtOnce : IWriteLane
{
    public Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken ct) => work();
}
