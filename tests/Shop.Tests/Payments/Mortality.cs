using System.Data.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shop.Kernel.Persistence;

namespace Shop.Tests.Payments;

/// <summary>The process died, as far as its database is concerned.</summary>
public sealed class KilledException() : Exception("Killed, as the test told it to.");

/// <summary>
/// Lets a shop die at a chosen moment: just before or just after the commit of a named command, or at once. From then on nothing
/// it does reaches the database, whatever its code makes of the exception, until it is started again.
/// </summary>
internal sealed class Mortality
{
    private readonly AsyncLocal<string?> _request = new();
    private volatile bool _dead;
    private (string Request, bool AfterCommit, int Nth)? _plan;

    public bool IsDead => _dead;

    /// <summary>In words, where it died; for messages.</summary>
    public string? DiedAt { get; private set; }

    /// <param name="request">The command's type name.</param>
    public void DieBeforeCommitOf(string request, int nth = 1) => _plan = (request, false, nth);

    public void DieAfterCommitOf(string request, int nth = 1) => _plan = (request, true, nth);

    public void DieNow() => _dead = true;

    public async Task StartAgainAsync(PaymentShop shop)
    {
        Assert.True(_dead, "The shop was to die and did not.");
        await shop.Shop.RestartAsync();
        (_dead, _plan, DiedAt) = (false, null, null);
    }

    public void Register(IServiceCollection services)
    {
        services.AddSingleton(this);
        // Outermost, so that the commit of a command happens inside it.
        services.Insert(0, ServiceDescriptor.Scoped(typeof(IPipelineBehavior<,>), typeof(Named<,>)));
        services.ConfigureDbContext<ShopDbContext>(options => options.AddInterceptors(new Commits(this), new Commands(this)));
    }

    private void Check()
    {
        if (_dead) throw new KilledException();
    }

    private void Reach(bool afterCommit)
    {
        Check();
        if (_plan is not { } plan || plan.AfterCommit != afterCommit || plan.Request != _request.Value) return;
        if (plan.Nth > 1)
        {
            _plan = plan with { Nth = plan.Nth - 1 };
            return;
        }

        (_dead, DiedAt) = (true, $"{(afterCommit ? "after" : "before")} the commit of {plan.Request}");
        throw new KilledException();
    }

    private sealed class Named<TRequest, TResponse>(Mortality mortality) : IPipelineBehavior<TRequest, TResponse>
        where TRequest : notnull
    {
        public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
        {
            mortality.Check();
            mortality._request.Value = typeof(TRequest).Name;
            var response = await next();
            // Dead men tell nothing.
            mortality.Check();
            return response;
        }
    }

    private sealed class Commits(Mortality mortality) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            mortality.Reach(afterCommit: false);
            return base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            mortality.Reach(afterCommit: true);
            return base.TransactionCommittedAsync(transaction, eventData, cancellationToken);
        }
    }

    private sealed class Commands(Mortality mortality) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            mortality.Check();
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            mortality.Check();
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
