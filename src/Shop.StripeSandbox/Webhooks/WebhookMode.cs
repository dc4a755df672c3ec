using System.Security.Cryptography;

namespace Shop.StripeSandbox.Webhooks;

/// <summary>How deliveries go wrong on purpose. The default is how they go right.</summary>
internal sealed record WebhookMode
{
    /// <summary>A version of another release train than the sandbox's: Stripe's own libraries refuse its events.</summary>
    public const string OtherVersion = "2026-03-25.dahlia";

    public static readonly string[] Orders = ["normal", "reverse", "shuffle"];
    public static readonly string[] Signatures = ["normal", "wrong_secret", "stale", "future", "malformed", "missing", "rolled"];

    /// <summary>In which order the events of one action, or those released together, leave.</summary>
    public string Order { get; init; } = "normal";

    /// <summary>Keeps new deliveries back until they are released.</summary>
    public bool Hold { get; init; }

    /// <summary>How many times each event is delivered.</summary>
    public int Duplicate { get; init; } = 1;

    /// <summary>Event types never delivered; <c>*</c> for all.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    public TimeSpan Delay { get; init; }

    /// <summary>Deliveries under way at once for one endpoint; null for the sandbox's default.</summary>
    public int? Parallel { get; init; }

    public string Signature { get; init; } = "normal";

    /// <summary>A version that events say they carry, whatever their endpoint asked for; null for the endpoint's. Only the label changes.</summary>
    public string? ApiVersion { get; init; }

    public IEnumerable<T> InOrder<T>(IReadOnlyList<T> items)
    {
        if (Order == "reverse") return items.Reverse();
        if (Order != "shuffle") return items;
        var shuffled = items.ToArray();
        RandomNumberGenerator.Shuffle<T>(shuffled);
        return shuffled;
    }

    public bool Drops(string type) => Drop.Contains("*") || Drop.Contains(type);
}
