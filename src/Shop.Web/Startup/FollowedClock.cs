using System.Net.Http.Headers;
using System.Text.Json;

namespace Shop.Web.Startup;

/// <summary>The wall clock plus the offset of a Stripe sandbox that runs by itself, so that the shop travels in time with it. Timers keep running on the wall clock.</summary>
public sealed class FollowedClock(TimeProvider? wall = null) : TimeProvider
{
    private readonly TimeProvider wall = wall ?? System;
    private long offsetTicks;

    /// <summary>How far the shop is ahead of the wall clock.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref offsetTicks));

    public override DateTimeOffset GetUtcNow() => wall.GetUtcNow() + Offset;

    /// <summary>Takes over the sandbox's offset, also a smaller one: after a reset of the sandbox the shop must be in its time, or no payment can begin.</summary>
    public void Follow(TimeSpan offset) => Interlocked.Exchange(ref offsetTicks, offset.Ticks);
}

/// <summary>Asks the sandbox for its clock: once before the shop starts, then every few seconds. Does nothing to the clock while the sandbox does not answer.</summary>
internal sealed class ClockFollower(FollowedClock clock, ShopConfiguration settings, ILogger<ClockFollower> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(2);
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await AskAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await AskAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("The shop stops and no longer follows the sandbox's clock");
        }
    }

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }

    private async Task AskAsync(CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, settings.Stripe.ApiBase.TrimEnd('/') + "/_sandbox/clock");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Stripe.SecretKey);
            using var answer = await http.SendAsync(request, ct);
            if (!answer.IsSuccessStatusCode) return;
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
            var offset = TimeSpan.FromSeconds(body.RootElement.GetProperty("offset_seconds").GetInt64());
            if (offset == clock.Offset) return;
            clock.Follow(offset);
            log.LogInformation("The shop's clock follows the sandbox: {Offset} ahead", offset);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or FormatException or InvalidOperationException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogDebug(e, "The sandbox did not tell its time");
        }
    }
}
