using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>Who is told of which events, and the secret their deliveries are signed with.</summary>
internal sealed record WebhookEndpoint(string Id, DateTimeOffset Created, Func<string?> Address, string Secret) : IResource
{
    public IReadOnlyList<string> EnabledEvents { get; init; } = ["*"];

    /// <summary>The version its events carry; null follows the account's.</summary>
    public string? ApiVersion { get; init; }

    public string? Description { get; init; }

    public bool Disabled { get; init; }

    /// <summary>Which of the endpoints of the start it is, from 0; null when it was made or moved by the API.</summary>
    public int? Given { get; init; }

    public Metadata Metadata { get; init; } = Metadata.None;

    public bool Wants(string eventType) => !Disabled && (EnabledEvents.Contains("*") || EnabledEvents.Contains(eventType));

    /// <summary>Without the secret: that is told once, at creation.</summary>
    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "webhook_endpoint",
        ["api_version"] = ApiVersion,
        ["application"] = null,
        ["created"] = Created.ToUnixTimeSeconds(),
        ["description"] = Description,
        ["enabled_events"] = new JsonArray([.. EnabledEvents.Select(e => (JsonNode)e)]),
        ["livemode"] = false,
        ["metadata"] = Metadata.ToJson(),
        ["status"] = Disabled ? "disabled" : "enabled",
        ["url"] = Address() ?? "",
    };
}
