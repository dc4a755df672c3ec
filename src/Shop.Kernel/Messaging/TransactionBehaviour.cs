using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shop.Kernel.Persistence;

namespace Shop.Kernel.Messaging;

/// <summary>
/// Runs a command in one transaction and saves once at its end; a nested command joins. Commands read and write the
/// database only, so one that lost a race (concurrency token, unique index, PostgreSQL deadlock) is run again on fresh data.
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
            var response = await next();
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return response;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private static bool LostARace(Exception e) => e is DbUpdateException
        || e is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation };
}
