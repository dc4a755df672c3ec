using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>The call that caused something; nothing when a payer or the clock did.</summary>
internal readonly record struct RequestStamp(string? Id, string? IdempotencyKey);

/// <summary>What happened, with the object as it was then.</summary>
internal sealed record Event(string Id, DateTimeOffset Created, string Type, IResource Object, RequestStamp Request) : IResource
{
    public JsonObject? PreviousAttributes { get; init; }

    /// <summary>How many endpoints were to hear of it when it happened.</summary>
    public int PendingWebhooks { get; init; }

    public JsonObject ToJson() => ToJson(StripeSandboxOptions.DefaultApiVersion);

    public JsonObject ToJson(string apiVersion)
    {
        var data = new JsonObject { ["object"] = Object.ToJson() };
        if (PreviousAttributes is not null) data["previous_attributes"] = PreviousAttributes.DeepClone();
        return new()
        {
            ["id"] = Id,
            ["object"] = "event",
            ["api_version"] = apiVersion,
            ["created"] = Created.ToUnixTimeSeconds(),
            ["data"] = data,
            ["livemode"] = false,
            ["pending_webhooks"] = PendingWebhooks,
            ["request"] = new JsonObject { ["id"] = Request.Id, ["idempotency_key"] = Request.IdempotencyKey },
            ["type"] = Type,
        };
    }
}
