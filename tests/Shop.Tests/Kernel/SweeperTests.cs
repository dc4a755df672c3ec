using System.Collections.Concurrent;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shop.Kernel.Messaging;

namespace Shop.Tests.Kernel;

/// <summary>Work that comes round goes on whatever a round meets.</summary>
public sealed class SweeperTests
{
    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task Round_Fails_TheNextOneComes(Type fault)
    {
        var clock = new FakeTimeProvider();
        var rounds = new BlockingCollection<int>();
        await using var services = new ServiceCollection()
            .AddScoped<IMediator>(scope => new Mediator(scope.GetRequiredService))
            .AddScoped<IRequestHandler<Nothing, int>>(_ => new Failing((Exception)Activator.CreateInstance(fault)!))
            .BuildServiceProvider();
        using var sweeper = new Counting(services.GetRequiredService<IServiceScopeFactory>(), clock, rounds);

        await sweeper.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, rounds.Take(TestContext.Current.CancellationToken));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, rounds.Take(TestContext.Current.CancellationToken));
        await sweeper.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(sweeper.ExecuteTask!.IsCompletedSuccessfully);
    }

    private sealed record Nothing : IRequest<int>;

    private sealed class Failing(Exception fault) : IRequestHandler<Nothing, int>
    {
        public Task<int> Handle(Nothing request, CancellationToken cancellationToken) => Task.FromException<int>(fault);
    }

    private sealed class Counting(IServiceScopeFactory scopes, TimeProvider clock, BlockingCollection<int> rounds)
        : Sweeper(scopes, clock, NullLogger.Instance, TimeSpan.FromMinutes(1))
    {
        protected override async Task RoundAsync(int round, CancellationToken ct)
        {
            Assert.Equal(0, await SendAsync(new Nothing(), ct));
            rounds.Add(round, ct);
        }
    }
}
