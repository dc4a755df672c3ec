using System.Data;
using System.Data.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shop.Kernel.Persistence;

namespace Shop.Kernel.Messaging;

/// <summary>
/// Runs a command in one transaction and saves once at its end; a nested command joins. Commands read and write the
/// database only, so one that lost a race (concurrency token, unique index, PostgreSQL deadlock, rows changed while it read them) is run again on fresh data.
/// </summary>
internal sealed class TransactionBehaviour<TRequest, TResponse>(ShopDbContext db, IWriteLane lane, AfterCommit afterCommit)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    private const int Tries = 4;

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (db.Database.CurrentTransaction is not null) return next();
        CommandScope.RefuseSecondScope(request);
        return lane.RunAsync(() => TryAsync(next, cancellationToken), cancellationToken);
    }

    private async Task<TResponse> TryAsync(RequestHandlerDelegate<TResponse> next, CancellationToken ct)
    {
        using var inside = CommandScope.Enter();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await CommitAsync(next, ct);
                afterCommit.Run();
                return response;
            }
            catch (Exception e)
            {
                afterCommit.Forget();
                if (attempt == Tries || !LostARace(e)) throw;
            }
        }
    }

    private async Task<TResponse> CommitAsync(RequestHandlerDelegate<TResponse> next, CancellationToken ct)
    {
        // What an earlier command of this scope tracked may be stale: each transaction reads afresh.
        db.ChangeTracker.Clear();
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var response = await RunAsync(next, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return response;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>
    /// A row and its children are read one after the other, and PostgreSQL lets others commit in between: a step that looks illegal on such a
    /// mixture is a lost race, and one on rows that are as they were read is a fault.
    /// </summary>
    private async Task<TResponse> RunAsync(RequestHandlerDelegate<TResponse> next, CancellationToken ct)
    {
        try
        {
            return await next();
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException && e.InnerException is not DbException && !LostARace(e))
        {
            if (await ChangedMeanwhileAsync(ct)) throw new DbUpdateConcurrencyException("What the command read was changed while it read.", e);
            throw;
        }
    }

    private async Task<bool> ChangedMeanwhileAsync(CancellationToken ct)
    {
        if (db.Database.GetDbConnection().State != ConnectionState.Open) return false;
        foreach (var entry in db.ChangeTracker.Entries<IVersioned>().Where(e => e.State is EntityState.Unchanged or EntityState.Modified).ToList())
        {
            var now = await entry.GetDatabaseValuesAsync(ct);
            if (now is null || now.GetValue<int>(nameof(IVersioned.Version)) != entry.Property(e => e.Version).OriginalValue) return true;
        }

        return false;
    }

    /// <summary>EF Core wraps what may pass, a deadlock among it, in an InvalidOperationException: the cause inside counts.</summary>
    private static bool LostARace(Exception e) => e is DbUpdateException
        || e is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation }
        || (e is InvalidOperationException { InnerException: { } cause } && LostARace(cause));
}
