using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Webhooks;

/// <summary>Lets time pass: meets the store's deadlines and sends what is due to be delivered.</summary>
internal sealed class Dispatcher(SandboxStore store, DeliveryQueue queue, StripeSandboxOptions options, ILogger<Dispatcher> log) : BackgroundService
{
    // The clock may be shared and advanced by others at any time, so no wait is longer than this.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private const int AnswerKept = 500;

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = options.DeliveryTimeout,
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Wake(object? sender, EventArgs e) => queue.Wake();
        options.Clock.Advanced += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var changed = queue.Changed;
                store.CatchUp();
                while (queue.Take(options.Clock.Now) is { } delivery) _ = SendAsync(delivery, stoppingToken);
                await Task.WhenAny(changed, Task.Delay(UntilNext(), stoppingToken));
            }
        }
        finally
        {
            options.Clock.Advanced -= Wake;
        }
    }

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }

    private TimeSpan UntilNext()
    {
        var now = options.Clock.Now;
        var next = new[] { store.NextDeadline, queue.NextDue }.Min();
        // What is overdue waits for a busy lane, whose end wakes us.
        return next is { } due && due > now && due - now < LongestWait ? due - now : LongestWait;
    }

    private async Task SendAsync(Delivery delivery, CancellationToken ct)
    {
        try
        {
            var (endpoint, happened) = store.Run(() => (store.Endpoints.Find(delivery.EndpointId), store.Events.Find(delivery.EventId)));
            if (endpoint is null || endpoint.Disabled || happened is null) queue.Abandon(delivery, DeliveryState.Cancelled);
            else if (endpoint.Address() is { } url && !IsLocal(url)) queue.Abandon(delivery, DeliveryState.Blocked);
            else queue.Finish(delivery, await TryAsync(happened, endpoint, ct));
        }
        catch (Exception e)
        {
            log.LogError(e, "Delivery of {EventId} broke", delivery.EventId);
            queue.Abandon(delivery, DeliveryState.GivenUp);
        }
    }

    private static bool IsLocal(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && StripeSandboxOptions.IsLoopback(uri);

    private async Task<DeliveryAttempt> TryAsync(Event happened, WebhookEndpoint endpoint, CancellationToken ct)
    {
        if (endpoint.Address() is not { } url) return new(options.Clock.Now, "", null, null, "The endpoint does not listen yet", 0);
        var body = Wire.Bytes(happened.ToJson(queue.Mode.ApiVersion ?? endpoint.ApiVersion ?? StripeSandboxOptions.DefaultApiVersion));
        var signature = SignatureHeader.Make(queue.Mode.Signature, body, endpoint.Secret, options.Clock.WallNow);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.TryAddWithoutValidation("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)");
        if (signature is not null) request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        var (at, watch) = (options.Clock.Now, Stopwatch.StartNew());
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            log.LogInformation("{EventType} {EventId} delivered to {EndpointId}: {Status}", happened.Type, happened.Id, endpoint.Id, (int)response.StatusCode);
            return new(at, url, signature, (int)response.StatusCode, null, watch.ElapsedMilliseconds) { Answer = await BeginningAsync(response, ct) };
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            log.LogInformation("{EventType} {EventId} not delivered to {EndpointId}: {Failure}", happened.Type, happened.Id, endpoint.Id, e.GetType().Name);
            return new(at, url, signature, null, e.Message, watch.ElapsedMilliseconds);
        }
    }

    /// <summary>What people see on the dashboard; a receiver that answers without end is not listened to for longer.</summary>
    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var beginning = new byte[AnswerKept];
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var length = await body.ReadAtLeastAsync(beginning, AnswerKept, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(beginning, 0, length);
    }
}
