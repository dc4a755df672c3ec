using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Shop.Simulator;

/// <summary>What Stripe paid to the bank, as Stripe's own API tells it. Pence.</summary>
/// <param name="FailedAt">UTC; null while it has not failed.</param>
public sealed record SandboxPayout(string Id, long AmountPence, DateOnly ArrivalDate, string Status, string? TraceId, DateTimeOffset? FailedAt)
{
    /// <summary>At this time of its arrival date (UTC) it is on the bank account.</summary>
    private static readonly TimeOnly OnAccount = new(7, 0);

    /// <summary>Whether the bank ever had it: a payout may fail before or after.</summary>
    public bool ReachedBank => AmountPence != 0 && (FailedAt is { } failed ? failed.UtcDateTime >= ArrivalDate.ToDateTime(OnAccount) : Status is "paid" or "in_transit");
}

/// <summary>A movement of the Stripe balance. Pence.</summary>
/// <param name="Source">The charge, refund, dispute or payout it is about.</param>
public sealed record SandboxTransaction(string Id, string Category, long AmountPence, long FeePence, string? Source)
{
    public long NetPence => AmountPence - FeePence;
}

/// <summary>The sandbox's control plane and API: time passes, cardholders dispute, the bank sends a payout back.</summary>
public sealed class SandboxControl : IDisposable
{
    private readonly HttpClient _client;

    public SandboxControl(Uri sandbox)
    {
        _client = new HttpClient { BaseAddress = sandbox, Timeout = TimeSpan.FromMinutes(2) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_simulator");
    }

    /// <summary>The sandbox's time, which the shop shares; UTC.</summary>
    public async Task<DateTimeOffset> NowAsync() =>
        DateTimeOffset.FromUnixTimeSeconds((await GetAsync("/_sandbox/clock"))["unix"]!.GetValue<long>());

    /// <summary>Moves the clock on to a time. Does nothing when it is later already.</summary>
    public async Task AdvanceToAsync(DateTimeOffset time)
    {
        var seconds = (long)Math.Ceiling((time - await NowAsync()).TotalSeconds);
        if (seconds > 0) await PostAsync("/_sandbox/clock/advance", new JsonObject { ["seconds"] = seconds });
    }

    /// <summary>Every payout, oldest first.</summary>
    public async Task<IReadOnlyList<SandboxPayout>> PayoutsAsync()
    {
        var payouts = new List<SandboxPayout>();
        foreach (var row in await ListAsync("/v1/payouts?limit=100"))
        {
            DateTimeOffset? failed = Text(row, "failure_balance_transaction") is { } id ? Time((await GetAsync($"/v1/balance_transactions/{id}"))["created"]) : null;
            payouts.Add(new SandboxPayout(
                Text(row, "id")!, row["amount"]!.GetValue<long>(), DateOnly.FromDateTime(Time(row["arrival_date"]).UtcDateTime), Text(row, "status")!, row["trace_id"]?["value"]?.GetValue<string>(), failed));
        }

        payouts.Reverse();
        return payouts;
    }

    /// <summary>Every movement of the balance, newest first.</summary>
    public async Task<IReadOnlyList<SandboxTransaction>> TransactionsAsync() =>
        [.. (await ListAsync("/v1/balance_transactions?limit=100")).Select(r => new SandboxTransaction(
            Text(r, "id")!, Text(r, "reporting_category")!, r["amount"]!.GetValue<long>(), r["fee"]!.GetValue<long>(), Text(r, "source")))];

    /// <summary>What payers' banks hold back until they have decided, in pence.</summary>
    public async Task<long> HeldByDisputesAsync() =>
        (await ListAsync("/v1/disputes?limit=100")).Where(r => Text(r, "status") is "needs_response" or "under_review").Sum(r => r["amount"]!.GetValue<long>());

    public async Task<IReadOnlyList<string>> OpenDisputesAsync()
    {
        var rows = (await GetAsync("/v1/disputes?limit=100"))["data"]!.AsArray();
        return [.. rows.Where(r => Text(r!, "status") is "needs_response" or "warning_needs_response").Select(r => Text(r!, "id")!)];
    }

    /// <summary>Answers a dispute with evidence that wins or loses, as the sandbox's documentation has it.</summary>
    public Task AnswerDisputeAsync(string id, bool win) => PostFormAsync($"/v1/disputes/{id}", new()
    {
        ["evidence[uncategorized_text]"] = win ? "winning_evidence" : "losing_evidence",
        ["submit"] = "true",
    });

    /// <summary>The bank sends a payout back.</summary>
    public Task FailPayoutAsync(string id) => PostAsync($"/_sandbox/payouts/{id}/fail", new JsonObject { ["failure_code"] = "account_closed" });

    /// <summary>Waits until every webhook that is due was answered.</summary>
    public async Task UntilDeliveredAsync()
    {
        while (true)
        {
            if (!(await GetAsync("/_sandbox/deliveries"))["data"]!.AsArray().Any(r => Text(r!, "state") is "waiting" or "sending")) return;
            await Task.Delay(20);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>All pages of a list.</summary>
    private async Task<List<JsonNode>> ListAsync(string path)
    {
        var all = new List<JsonNode>();
        for (var more = true; more;)
        {
            var page = await GetAsync(path + (all.Count == 0 ? "" : $"&starting_after={Text(all[^1], "id")}"));
            all.AddRange(page["data"]!.AsArray()!);
            more = page["has_more"]!.GetValue<bool>();
        }

        return all;
    }

    private static string? Text(JsonNode row, string name) => row[name]?.GetValue<string>();

    private static DateTimeOffset Time(JsonNode? seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds!.GetValue<long>());

    private async Task<JsonNode> GetAsync(string path) => (await _client.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative)))!;

    private async Task PostAsync(string path, JsonObject body)
    {
        using var answer = await _client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        await ExpectAsync(answer, path);
    }

    private async Task PostFormAsync(string path, Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), content);
        await ExpectAsync(answer, path);
    }

    private static async Task ExpectAsync(HttpResponseMessage answer, string path)
    {
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)answer.StatusCode} from {path}: {await answer.Content.ReadAsStringAsync()}");
    }
}
