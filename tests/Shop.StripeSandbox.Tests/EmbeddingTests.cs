using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Shop.StripeSandbox.Tests;

public sealed class EmbeddingTests
{
    [Fact]
    public async Task Build_InsideAnotherProcess_ReadsNoEnvironmentAndHearsNoSignals()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://127.0.0.1:1");
        await using var app = StripeSandbox.Build(new() { Urls = "http://127.0.0.1:0" });
        await app.StartAsync();
        Assert.NotEqual(1, new Uri(app.Urls.Single()).Port);
        Assert.NotEqual(0, new Uri(app.Urls.Single()).Port);
        Assert.Equal("Shop.StripeSandbox", app.Environment.ApplicationName);
        Assert.DoesNotContain("Console", app.Services.GetRequiredService<IHostLifetime>().GetType().Name, StringComparison.Ordinal);
        await app.StopAsync();
    }

    [Fact]
    public async Task Clock_SharedWithTheHost_MovesBoth()
    {
        var clock = new SandboxClock();
        TimeProvider hosts = clock;
        await using var sandbox = await Sandbox.StartAsync(o => new() { Urls = o.Urls, Clock = clock });
        var before = hosts.GetUtcNow();

        var answer = await sandbox.ControlAsync(HttpMethod.Post, "clock/advance", new() { ["seconds"] = 864_000 });

        Assert.True(hosts.GetUtcNow() - before >= TimeSpan.FromDays(10));
        Assert.Equal(864_000, answer["offset_seconds"]!.GetValue<long>());
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(864_006, (await sandbox.ControlAsync(HttpMethod.Get, "clock"))["offset_seconds"]!.GetValue<long>());
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public async Task Webhook_WhoseAddressIsNotKnownYet_IsDeliveredOnceItIs()
    {
        string? url = null;
        await using var late = await Receiver.StartAsync();
        await using var sandbox = await Sandbox.StartAsync(o => new() { Urls = o.Urls, Clock = o.Clock, Webhooks = [new(() => url, Sandbox.Secret)] });
        await sandbox.PaidSessionAsync();
        Assert.Empty(late.All);
        url = late.Url;
        sandbox.Clock.Advance(TimeSpan.FromMinutes(1));
        await late.WaitForAsync(4);
    }

    [Fact]
    public async Task Reset_Account_ForgetsAllButItsFirstEndpoints()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var session = await sandbox.PaidSessionAsync();
        await sandbox.Client.V1.WebhookEndpoints.CreateAsync(new() { Url = "http://127.0.0.1:9/", EnabledEvents = ["*"] });
        await sandbox.ControlAsync(HttpMethod.Post, "reset");

        await Assert.ThrowsAsync<Stripe.StripeException>(() => sandbox.Client.V1.Checkout.Sessions.GetAsync(session.Id));
        Assert.Empty(await sandbox.Client.V1.Events.ListAsync());
        Assert.Equal(0, (await sandbox.Client.V1.Balance.GetAsync()).Pending.Single().Amount);
        Assert.Equal(sandbox.Receiver.Url, (await sandbox.Client.V1.WebhookEndpoints.ListAsync()).Single().Url);
        await sandbox.PaidSessionAsync();
    }

    [Fact]
    public async Task Program_Alone_SaysWhereItListensAndEndsOnSigterm()
    {
        using var program = Process.Start(new ProcessStartInfo("dotnet", [typeof(StripeSandbox).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var line = await program.StandardOutput.ReadLineAsync();
        Assert.StartsWith("Stripe sandbox on http://127.0.0.1:", line, StringComparison.Ordinal);
        using var http = new HttpClient();
        Assert.Contains("Stripe sandbox", await http.GetStringAsync(new Uri(line!.Split(' ')[3])), StringComparison.Ordinal);

        using (var kill = Process.Start("kill", ["-TERM", program.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await program.WaitForExitAsync(patience.Token);
        Assert.Equal(0, program.ExitCode);
    }

    [Theory]
    [InlineData("--port", "1")]
    [InlineData("--urls")]
    [InlineData("--webhook", "http://127.0.0.1:1/")]
    public void Arguments_ThatMakeNoSense_AreRefused(params string[] args) =>
        Assert.Throws<ArgumentException>(() => StripeSandboxOptions.FromArguments(args));
}
