using Shop.StripeSandbox;

namespace Shop.Web.Startup;

/// <summary>Section "Sandbox" of the configuration; Development only.</summary>
public sealed class SandboxSettings
{
    /// <summary>Starts the Stripe sandbox inside the shop's process and pays through it.</summary>
    public bool Enabled { get; set; }

    /// <summary>Where it listens; loopback only.</summary>
    public string Url { get; set; } = "http://127.0.0.1:12111";

    /// <summary>A file in the data folder that keeps its account over restarts, clock included; empty: forgotten at each stop.</summary>
    public string? Store { get; set; }
}

public static class ClockAndSandbox
{
    /// <summary>Signs the sandbox's webhooks to this shop; made anew at each start, known to both in this process only.</summary>
    private static readonly string WebhookSecret = "whsec_" + Kernel.Security.AccessToken.New();

    /// <summary>
    /// The system's clock; with the embedded sandbox, the sandbox's clock, so that a month can be rehearsed. In Development
    /// a sandbox that runs by itself on this machine is followed, too.
    /// </summary>
    public static void AddClockAndSandbox(this WebApplicationBuilder builder, ShopConfiguration settings)
    {
        var sandbox = builder.Configuration.GetSection("Sandbox").Get<SandboxSettings>() ?? new SandboxSettings();
        builder.Services.AddSingleton(sandbox);
        if (!sandbox.Enabled)
        {
            if (builder.Environment.IsDevelopment() && IsSandboxOfItsOwn(settings.Stripe)) AddFollowedClock(builder.Services, settings);
            else builder.Services.AddSingleton(TimeProvider.System);
            return;
        }

        var clock = new SandboxClock();
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Stripe:SecretKey"] = "sk_test_sandbox",
            ["Stripe:WebhookSecret"] = WebhookSecret,
            ["Stripe:ApiBase"] = sandbox.Url,
        });
        builder.Services.AddHostedService(services => new EmbeddedSandbox(StripeSandbox.StripeSandbox.Build(new StripeSandboxOptions
        {
            Urls = sandbox.Url,
            Clock = clock,
            Store = sandbox.Store is { Length: > 0 } file ? Path.GetFullPath(file, settings.Shop.DataFolder) : null,
            Webhooks = [new SandboxWebhook(settings.Shop.PublicUrl + "/webhooks/stripe", WebhookSecret)],
            Logging = services.GetRequiredService<ILoggerFactory>(),
        })));
    }

    /// <summary>Only a test key is ever shown to it, and only on this machine.</summary>
    private static bool IsSandboxOfItsOwn(StripeAddress stripe) =>
        Uri.TryCreate(stripe.ApiBase, UriKind.Absolute, out var address) && address.IsLoopback
        && (stripe.SecretKey.StartsWith("sk_test_", StringComparison.Ordinal) || stripe.SecretKey.StartsWith("rk_test_", StringComparison.Ordinal));

    private static void AddFollowedClock(IServiceCollection services, ShopConfiguration settings)
    {
        var clock = new FollowedClock();
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(settings);
        services.AddHostedService<ClockFollower>();
    }

    /// <summary>Starts before the shop listens and stops after it; a first delivery may find the shop not listening yet and is retried.</summary>
    private sealed class EmbeddedSandbox(WebApplication sandbox) : IHostedService, IAsyncDisposable
    {
        public Task StartAsync(CancellationToken cancellationToken) => sandbox.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => sandbox.StopAsync(cancellationToken);

        public ValueTask DisposeAsync() => sandbox.DisposeAsync();
    }
}
