using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Catalogue.Contracts;

namespace Shop.Web.Tests.Controls;

/// <summary>A shop whose every page asks something that fails as the test wants, and that lets few in.</summary>
public sealed class FailingShop : WebShop
{
    public Func<Task<Council?>> Answer { get; set; } = () => Task.FromResult<Council?>(null);

    public ConcurrentQueue<string> Log { get; } = [];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        Settings["Limits:PostsPerMinute"] = "3";
        Settings["Limits:ConcurrentRequests"] = "1";
        Settings["Limits:WaitingRequests"] = "0";
        Settings["Proxies:Known:0"] = "127.0.0.1";
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<ILoggerProvider>(new Lines(Log));
            services.AddScoped<IRequestHandler<GetCouncil, Council?>>(_ => new Failing(this));
        });
    }

    private sealed class Failing(FailingShop shop) : IRequestHandler<GetCouncil, Council?>
    {
        public Task<Council?> Handle(GetCouncil request, CancellationToken cancellationToken) => shop.Answer();
    }

    private sealed class Lines(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}

public sealed partial class FaultPagesTests(FailingShop shop) : IClassFixture<FailingShop>
{
    [Fact]
    public async Task Fault_Unhandled_GivesOneCalmPageWithTheReferenceOfTheLog()
    {
        shop.Answer = () => throw new InvalidOperationException("secret detail");
        var (answer, text) = await GetAsync("/basket");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("Sorry, there is a problem with the service", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", text, StringComparison.Ordinal);
        var reference = Reference().Match(text).Value;
        Assert.Contains(shop.Log, line => reference.Length > 0 && line.Contains(reference, StringComparison.Ordinal));
        Assert.Equal("no-store", string.Join(',', answer.Headers.GetValues("Cache-Control")));
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task Fault_DatabaseAway_IsTemporary()
    {
        shop.Answer = () => throw new SqliteException("unable to open database file", 14);
        var (answer, text) = await GetAsync("/basket");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("Sorry, the service is busy", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotFound_DatabaseAway_StillHasItsPage()
    {
        shop.Answer = () => throw new SqliteException("unable to open database file", 14);
        var (answer, text) = await GetAsync("/no-such-page");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Page not found", text, StringComparison.Ordinal);
        Assert.Contains("/a-z", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorPage_AskedForDirectly_DoesNotExist()
    {
        var (answer, _) = await GetAsync("/errors/500");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Requests_MoreThanTheShopCanWorkOn_AreToldToComeBack()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource<Council?>();
        shop.Answer = () =>
        {
            entered.TrySetResult();
            return release.Task;
        };
        var held = GetAsync("/basket");
        await entered.Task;
        var (turnedAway, text) = await GetAsync("/find-order");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, turnedAway.StatusCode);
        Assert.NotNull(turnedAway.Headers.RetryAfter);
        Assert.Contains("Sorry, the service is busy", text, StringComparison.Ordinal);
        release.SetResult(null);
        Assert.Equal(HttpStatusCode.OK, (await held).Answer.StatusCode);
    }

    /// <summary>The address is the one that the known proxy tells: another visitor is not held up.</summary>
    [Fact]
    public async Task Posts_TooManyFromOneAddress_AreToldWhenToComeBack()
    {
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("192.0.2.1")).StatusCode);
        var fourth = await PostAsync("192.0.2.1");
        Assert.Equal(HttpStatusCode.TooManyRequests, fourth.StatusCode);
        Assert.NotNull(fourth.Headers.RetryAfter);
        Assert.Contains("You have tried too many times", await fourth.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("192.0.2.2")).StatusCode);
    }

    private async Task<(HttpResponseMessage Answer, string Text)> GetAsync(string path)
    {
        var answer = await shop.Browser().GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<HttpResponseMessage> PostAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("X-Forwarded-For", address);
        return await shop.Browser().SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("[0-9A-F]{4}-[0-9A-F]{4}")]
    private static partial Regex Reference();
}
