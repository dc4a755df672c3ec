using Stripe;

namespace Shop.Payments.Stripe;

/// <summary>
/// Where Stripe is and with which key. Read from the configuration; an embedded sandbox, which knows its port only
/// once it listens, points it elsewhere before the first payment.
/// </summary>
public sealed class StripeConnection : IDisposable
{
    /// <summary>One try; the client repeats twice by itself, with the same idempotency key.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private const int Retries = 2;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout,
    };

    private volatile Target _target;

    public StripeConnection(StripeSettings settings) => _target = Build(settings);

    public StripeSettings Settings => _target.Settings;

    /// <summary>Uses other settings from now on. Throws when a live key would be sent to another server than Stripe's.</summary>
    public void PointTo(StripeSettings settings) => _target = Build(settings);

    /// <summary>Throws <see cref="StripeUnavailableException"/> when there is no key yet.</summary>
    internal StripeClient Client => _target.Client ?? throw new StripeUnavailableException("Stripe:SecretKey is not set.", null);

    public void Dispose() => _http.Dispose();

    private Target Build(StripeSettings settings)
    {
        if (settings.IsLive && settings.ApiBase.Length > 0)
            throw new InvalidOperationException("A live Stripe key must not be sent to another server: remove Stripe:ApiBase or use a test key.");
        if (settings.SecretKey.Length == 0) return new Target(settings, null);
        var options = new StripeClientOptions
        {
            ApiKey = settings.SecretKey,
            HttpClient = new SystemNetHttpClient(_http, Retries, appInfo: null, enableTelemetry: false),
        };
        if (settings.ApiBase.Length > 0) options.ApiBase = settings.ApiBase;
        return new Target(settings, new StripeClient(options));
    }

    private sealed record Target(StripeSettings Settings, StripeClient? Client);
}
