using System.IO.Enumeration;
using System.Text;
using System.Text.Json.Nodes;

namespace Shop.StripeSandbox.Api;

/// <summary>One way in which the next matching calls go wrong.</summary>
internal sealed record Fault(string Kind)
{
    /// <summary>
    /// Not executed: <c>status</c>, <c>html</c>, <c>429</c>, <c>timeout</c>, <c>reset_before</c>. Executed: <c>slow</c>
    /// (after the delay, also when the caller has gone), <c>malformed</c>, and <c>reset_after</c>, the one that finds
    /// double charges: everything happened, the answer is lost.
    /// </summary>
    public static readonly string[] Kinds = ["status", "html", "429", "timeout", "reset_before", "reset_after", "slow", "malformed"];

    public string? Method { get; init; }

    /// <summary>May hold <c>*</c>.</summary>
    public string? Path { get; init; }

    /// <summary>How many more calls it hits.</summary>
    public int Times { get; init; } = 1;

    public int Status { get; init; } = 500;

    /// <summary>Sent as <c>Stripe-Should-Retry</c>; null leaves it out.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary>Wall time.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>The answer of a <c>status</c> fault is kept under the idempotency key, as Stripe keeps a 500 once execution began.</summary>
    public bool Sticky { get; init; }

    public bool IsAnswer => Kind is "status" or "html" or "429";

    /// <summary>Nothing is executed. A sticky answer stands for a failure in the middle of the execution.</summary>
    public bool StopsCall => !Sticky && (IsAnswer || Kind is "timeout" or "reset_before");

    public bool Matches(string method, string path) =>
        (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || FileSystemName.MatchesSimpleExpression(Path, path, ignoreCase: false));

    public int AnswerStatus => Kind switch { "429" => 429, "html" => 502, _ => Status };

    public string ContentType => Kind == "html" ? "text/html" : "application/json";

    public byte[] Body() => Kind == "html"
        ? Encoding.UTF8.GetBytes("<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>")
        : Wire.Bytes(Error().ToJson());

    private StripeError Error() => Kind == "429"
        ? new(429, "invalid_request_error", "Request rate limit exceeded. (Ordered by the control plane.)") { Code = "rate_limit" }
        : new(Status, Status >= 500 ? "api_error" : "invalid_request_error", "An error occurred. (Ordered by the control plane.)");

    public JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["match"] = new JsonObject { ["method"] = Method, ["path"] = Path },
        ["times"] = Times,
        ["status"] = Status,
        ["should_retry"] = ShouldRetry,
        ["delay_ms"] = (long)Delay.TotalMilliseconds,
        ["sticky"] = Sticky,
    };
}

/// <summary>The faults still to happen, oldest first. Used under the store's lock.</summary>
internal sealed class Faults
{
    private readonly List<Fault> waiting = [];

    public IReadOnlyList<Fault> Waiting => waiting;

    public void Add(Fault fault) => waiting.Add(fault);

    public void Clear() => waiting.Clear();

    /// <summary>The fault for this call, counted; null when it is to go well.</summary>
    public Fault? Take(string method, string path)
    {
        var at = waiting.FindIndex(f => f.Matches(method, path));
        if (at < 0) return null;
        var fault = waiting[at];
        if (fault.Times > 1) waiting[at] = fault with { Times = fault.Times - 1 };
        else waiting.RemoveAt(at);
        return fault;
    }
}
