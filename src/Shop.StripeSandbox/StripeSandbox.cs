using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Control;
using Shop.StripeSandbox.Pages;
using Shop.StripeSandbox.Pages.Dashboard;
using Shop.StripeSandbox.Store;
using Shop.StripeSandbox.Webhooks;

namespace Shop.StripeSandbox;

/// <summary>A stateful server that speaks enough of Stripe's API to take, give back and account for test money.</summary>
public static class StripeSandbox
{
    private const long MaxBody = 1_048_576;

    /// <summary>
    /// Builds the sandbox, ready to start, alone or inside another process. It reads no settings files, environment
    /// variables or user secrets, so an embedding process cannot change it by accident.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of range, or the address is not on loopback.</exception>
    /// <exception cref="InvalidOperationException">The file is in use by another sandbox, or was written by another version.</exception>
    public static WebApplication Build(StripeSandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(StripeSandbox).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        AddServices(builder.Services, options);
        var app = builder.Build();
        Map(app);
        app.Lifetime.ApplicationStarted.Register(() => Started(app, options));
        return app;
    }

    private static void AddServices(IServiceCollection services, StripeSandboxOptions options)
    {
        services.AddRoutingCore();
        services.AddSingleton(options);
        services.AddSingleton<DeliveryQueue>();
        services.AddSingleton<SandboxStore>();
        services.AddSingleton<ApiPipeline>();
        services.AddSingleton(new FormToken("stripe_sandbox_form", "/c/"));
        services.AddHostedService<Dispatcher>();
        // A call that was told to hang must not hold up the end.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        if (options.Logging is not null) services.AddSingleton(options.Logging);
        if (!options.Standalone) services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
    }

    private static void Map(WebApplication app)
    {
        var store = app.Services.GetRequiredService<SandboxStore>();
        var tokens = app.Services.GetRequiredService<FormToken>();
        app.Use(LoopbackGuard.InvokeAsync);
        ApiRoutes.MapAll(app, app.Services.GetRequiredService<ApiPipeline>());
        ControlPlane.MapAll(app, store);
        PayEndpoints.Map(app, store, tokens);
        OtherPages.Map(app, store, tokens);
        DashboardPages.Map(app, store);
        store.Open();
    }

    private static void Started(WebApplication app, StripeSandboxOptions options)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var store = app.Services.GetRequiredService<SandboxStore>();
        store.BaseUrl = addresses.First().TrimEnd('/');
        if (options.Standalone) Console.WriteLine($"Stripe sandbox on {store.BaseUrl} (any key that begins with sk_test_). Ctrl+C ends it.");
    }

    /// <summary>Leaves signals to the embedding process, which stops the sandbox itself.</summary>
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
