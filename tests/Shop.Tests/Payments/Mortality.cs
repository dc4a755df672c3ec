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
/// Lets a shop die at a chosen moment: just before or just after the commit of a named command, at the so many-th point at which it
/// waits, or at once. From then on nothing it does reaches the database or Stripe, whatever its code makes of the exception. Each start is a life of
/// its own: what was still running when the shop died stays dead after it was started again.
/// </summary>
internal sealed class Mortality
{
    private static readonly AsyncLocal<string?> Request = new();
    private volatile Life _life = new();

    public bool IsDead => _life.IsDead;

    /// <summary>In words, where it died; null when it lives, or was told to die at once.</summary>
    public string? DiedAt => _life.DiedAt;

    /// <summary>What the process takes with it when it dies, such as its connections.</summary>
    public Action? OnDeath { get; set; }

    /// <param name="request">The command's type name.</param>
    public void DieBeforeCommitOf(string request, int nth = 1) => _life.Plan = new Plan(request, Moment.BeforeCommit, nth);

    public void DieAfterCommitOf(string request, int nth = 1) => _life.Plan = new Plan(request, Moment.AfterCommit, nth);

    /// <summary>At the so many-th request, command to the database or commit from now, whosever it is.</summary>
    public void DieAtStep(int nth) => _life.Plan = new Plan(null, Moment.Step, nth);

    public void DieNow() => Die(_life, null);

    public async Task StartAgainAsync(PaymentShop shop)
    {
        Assert.True(IsDead, "The shop was to die and did not.");
        await shop.Shop.RestartAsync();
        Assert.False(IsDead);
    }

    /// <summary>Called each time the shop is built: a new life.</summary>
    public void Register(IServiceCollection services)
    {
        var life = new Life();
        _life = life;
        services.AddSingleton(this);
        services.AddSingleton(life);
        // Outermost, so that the commit of a command happens inside it.
        services.Insert(0, ServiceDescriptor.Scoped(typeof(IPipelineBehavior<,>), typeof(Named<,>)));
        services.ConfigureDbContext<ShopDbContext>(options => options.AddInterceptors(new Commits(this, life), new Commands(this, life)));
    }

    private void Die(Life life, string? where)
    {
        if (life.IsDead) return;
        (life.DiedAt, life.IsDead) = (where, true);
        OnDeath?.Invoke();
    }

    private void Reach(Life life, Moment moment)
    {
        if (!life.IsDead && life.Plan is { } plan && plan.IsOf(moment, Request.Value) && life.Reached() >= plan.Nth)
        {
            Die(life, plan.Moment switch
            {
                Moment.BeforeCommit => $"before the commit of {plan.Request}",
                Moment.AfterCommit => $"after the commit of {plan.Request}",
                _ => "between two steps",
            });
        }

        if (life.IsDead) throw new KilledException();
    }

    private enum Moment { Step, BeforeCommit, AfterCommit }

    private sealed record Plan(string? Request, Moment Moment, int Nth)
    {
        /// <summary>Every moment is a step, too.</summary>
        public bool IsOf(Moment reached, string? request) => Moment == Moment.Step || (Moment == reached && Request == request);
    }

    /// <summary>From one start to one death.</summary>
    private sealed class Life
    {
        private volatile bool _isDead;
        private volatile Plan? _plan;
        private int _reached;

        public bool IsDead { get => _isDead; set => _isDead = value; }

        public string? DiedAt { get; set; }

        public Plan? Plan
        {
            get => _plan;
            set
            {
                _reached = 0;
                _plan = value;
            }
        }

        /// <summary>How often the planned moment came by now. Requests run at once count each.</summary>
        public int Reached() => Interlocked.Increment(ref _reached);
    }

    private sealed class Named<TRequest, TResponse>(Mortality mortality, Life life) : IPipelineBehavior<TRequest, TResponse>
        where TRequest : notnull
    {
        public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
        {
            mortality.Reach(life, Moment.Step);
            Request.Value = typeof(TRequest).Name;
            var response = await next();
            // Dead men tell nothing.
            mortality.Reach(life, Moment.Step);
            return response;
        }
    }

    private sealed class Commits(Mortality mortality, Life life) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            mortality.Reach(life, Moment.BeforeCommit);
            return base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            mortality.Reach(life, Moment.AfterCommit);
            return base.TransactionCommittedAsync(transaction, eventData, cancellationToken);
        }
    }

    private sealed class Commands(Mortality mortality, Life life) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            mortality.Reach(life, Moment.Step);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            mortality.Reach(life, Moment.Step);
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
