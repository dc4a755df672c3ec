using System.Net;
using Microsoft.Extensions.Logging;

namespace Shop.StripeSandbox;

/// <summary>A webhook endpoint that exists from the start, with a secret the receiver already knows.</summary>
/// <param name="Url">Asked at each delivery, so that a receiver with a port of its own choosing can be named before it listens; null means not listening yet.</param>
/// <param name="Secret">The signing secret, used as text including its <c>whsec_</c> prefix.</param>
public sealed record SandboxWebhook(Func<string?> Url, string Secret)
{
    /// <summary>An endpoint whose address is known beforehand.</summary>
    public SandboxWebhook(string url, string secret) : this(() => url, secret) { }
}

/// <summary>What a sandbox is built from. The defaults are those of <c>dotnet run</c>.</summary>
public sealed class StripeSandboxOptions
{
    /// <summary>The API version that answers and events carry unless a caller or an endpoint asks for another.</summary>
    public const string DefaultApiVersion = "2026-10-28.endive";

    /// <summary>Where to listen; loopback only. Port 0 picks a free one: read it from <c>app.Urls</c> after the start.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:12111";

    /// <summary>The sandbox's clock; hand in your own to share it with the embedding process.</summary>
    public SandboxClock Clock { get; init; } = new();

    /// <summary>Whom the payment page says the money is for.</summary>
    public string MerchantName { get; init; } = "Test merchant";

    /// <summary>Endpoints that exist from the start and come back after a reset.</summary>
    public IReadOnlyList<SandboxWebhook> Webhooks { get; init; } = [];

    /// <summary>How long to wait after the 1st, 2nd, ... failed delivery; the last interval repeats until <see cref="GiveUpAfter"/>. Sandbox time.</summary>
    public IReadOnlyList<TimeSpan> RetrySchedule { get; init; } =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1),
    ];

    /// <summary>A delivery is given up when it has failed for so long. Sandbox time.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long a receiver may take to answer. Wall time.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Deliveries under way at once for one endpoint. 1 keeps the order of the events as long as nothing fails.</summary>
    public int DeliveryParallelism { get; init; } = 1;

    /// <summary>Business days from a charge to its money being available.</summary>
    public int SettlementBusinessDays { get; init; } = 3;

    /// <summary>How long a charge has no balance transaction (and so no fee) yet. Zero: at once. Sandbox time.</summary>
    public TimeSpan FeesKnownAfter { get; init; } = TimeSpan.Zero;

    /// <summary>Whether the available balance goes to the bank by itself on each business day, at <see cref="PayoutsAt"/>.</summary>
    public bool AutomaticPayouts { get; init; } = true;

    /// <summary>The time of day of automatic payouts, UTC.</summary>
    public TimeSpan PayoutsAt { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Whether an automatic payout takes from the bank what the balance lacks; otherwise it waits for the balance to recover.</summary>
    public bool DebitsNegativeBalance { get; init; } = true;

    /// <summary>How long after an automatic payout it is known which movements it carries. Zero: at once. Sandbox time.</summary>
    public TimeSpan ReconciliationTakes { get; init; } = TimeSpan.FromHours(2);

    /// <summary>What automatic payouts say on the bank statement. Null: Stripe's own words.</summary>
    public string? PayoutStatementDescriptor { get; init; }

    /// <summary>Whether a refund stays pending until the available balance has its amount; otherwise the balance goes below zero.</summary>
    public bool RefundsWaitForFunds { get; init; }

    /// <summary>What it costs to answer a dispute, in pence; comes back when it is won. Zero: nothing.</summary>
    public long CounteredDisputeFeePence { get; init; }

    /// <summary>A SQLite file in which everything is kept, so that a restart, or a kill, goes on where it was. Null: everything is gone at the end.</summary>
    public string? Store { get; init; }

    /// <summary>True when the sandbox is the whole process: it then hears Ctrl+C and SIGTERM and says where it listens.</summary>
    public bool Standalone { get; init; }

    /// <summary>Where log lines go (ids only, never a key, a name or a card). Null: nowhere.</summary>
    public ILoggerFactory? Logging { get; init; }

    /// <summary>Reads <c>--urls</c>, <c>--store FILE</c>, and <c>--webhook URL --webhook-secret SECRET</c> (repeatable, in pairs), for a sandbox of its own.</summary>
    /// <exception cref="ArgumentException">An argument is unknown or has no value.</exception>
    public static StripeSandboxOptions FromArguments(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var urls = new List<string>();
        var stores = new List<string>();
        var hooks = new List<string>();
        var secrets = new List<string>();
        for (var i = 0; i < args.Length; i += 2)
        {
            var target = args[i] switch
            {
                "--urls" => urls,
                "--store" => stores,
                "--webhook" => hooks,
                "--webhook-secret" => secrets,
                _ => throw new ArgumentException($"Unknown argument '{args[i]}'. Known: --urls, --store, --webhook, --webhook-secret."),
            };
            target.Add(i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"'{args[i]}' needs a value."));
        }
        if (hooks.Count != secrets.Count) throw new ArgumentException("Give one --webhook-secret for each --webhook.");
        return new()
        {
            Urls = urls.Count > 0 ? urls[^1] : new StripeSandboxOptions().Urls,
            Webhooks = [.. hooks.Zip(secrets, (url, secret) => new SandboxWebhook(url, secret))],
            Store = stores.LastOrDefault(),
            Standalone = true,
        };
    }

    internal void Validate()
    {
        foreach (var url in Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || !IsLoopback(uri))
                throw new ArgumentException($"'{url}' is not a plain http address on loopback, for example http://127.0.0.1:12111. The sandbox takes test cards without checking who asks, so it never listens to a network.");
        if (RetrySchedule.Count == 0) throw new ArgumentException("RetrySchedule needs at least one interval.");
        if (DeliveryParallelism < 1) throw new ArgumentException("DeliveryParallelism must be at least 1.");
        if (PayoutsAt < TimeSpan.Zero || PayoutsAt >= TimeSpan.FromDays(1)) throw new ArgumentException("PayoutsAt must be a time of day.");
        if (SettlementBusinessDays < 0) throw new ArgumentException("SettlementBusinessDays must not be negative.");
    }

    /// <summary>By name or address only: a name that merely resolves to loopback today is not loopback.</summary>
    internal static bool IsLoopback(Uri uri) =>
        uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
