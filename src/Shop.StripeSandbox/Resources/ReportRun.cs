using System.Text;
using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

/// <summary>What a report is to hold. Payouts count that arrive from <c>Start</c> on and before <c>End</c>.</summary>
internal sealed record ReportParameters(DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<string> Columns, string Timezone)
{
    public string? Currency { get; init; }

    public string? Payout { get; init; }

    public string? Category { get; init; }

    /// <summary>What was asked for; what was left to the default is left out.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["interval_end"] = End.ToUnixTimeSeconds(), ["interval_start"] = Start.ToUnixTimeSeconds(), ["timezone"] = Timezone };
        if (Columns.Count > 0) json["columns"] = new JsonArray([.. Columns.Select(c => (JsonNode)c)]);
        if (Currency is not null) json["currency"] = Currency;
        if (Payout is not null) json["payout"] = Payout;
        if (Category is not null) json["reporting_category"] = Category;
        return json;
    }
}

/// <summary>A report that was ordered, and once it has run its file.</summary>
internal sealed record ReportRun(string Id, DateTimeOffset Created, string Type, ReportParameters Parameters) : IResource
{
    public const string Pending = "pending", Succeeded = "succeeded";

    public string Status { get; init; } = Pending;

    public DateTimeOffset? SucceededAt { get; init; }

    public string? FileId { get; init; }

    public string? FileUrl { get; init; }

    /// <summary>The contents of the file.</summary>
    public string? Csv { get; init; }

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "reporting.report_run",
        ["created"] = Created.ToUnixTimeSeconds(),
        ["error"] = null,
        ["livemode"] = false,
        ["parameters"] = Parameters.ToJson(),
        ["report_type"] = Type,
        ["result"] = Csv is null ? null : File(),
        ["status"] = Status,
        ["succeeded_at"] = SucceededAt?.ToUnixTimeSeconds(),
    };

    public JsonObject File() => new()
    {
        ["id"] = FileId,
        ["object"] = "file",
        ["created"] = SucceededAt!.Value.ToUnixTimeSeconds(),
        ["expires_at"] = null,
        ["filename"] = $"{Id}.csv",
        ["links"] = new JsonObject { ["object"] = "list", ["data"] = new JsonArray(), ["has_more"] = false, ["url"] = $"/v1/file_links?file={FileId}" },
        ["purpose"] = "finance_report_run",
        ["size"] = Encoding.UTF8.GetByteCount(Csv!),
        ["title"] = $"{Type} {Id}",
        ["type"] = "csv",
        ["url"] = FileUrl,
    };
}
