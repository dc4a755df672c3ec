using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Shop.Simulator;

/// <summary>What Stripe paid to the bank, as Stripe's own API tells it. Pence.</summary>
public sealed record SandboxPayout(string Id, long AmountPence, DateOnly ArrivalDate, string Status, string? TraceId);

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
        for (string? after = null; ;)
        {
            var page = await GetAsync("/v1/payouts?limit=100" + (after is null ? "" : $"&starting_after={after}"));
            var rows = page["data"]!.AsArray();
            payouts.AddRange(rows.Select(r => new SandboxPayout(
                r!["id"]!.GetValue<string>(), r["amount"]!.GetValue<long>(), DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(r["arrival_date"]!.GetValue<long>()).UtcDateTime),
                r["status"]!.GetValue<string>(), r["trace_id"]?["value"]?.GetValue<string>())));
            if (!page["has_more"]!.GetValue<bool>()) break;
            after = payouts[^1].Id;
        }

        payouts.Reverse();
        return payouts;
    }

    public async Task<IReadOnlyList<string>> OpenDisputesAsync()
    {
        var rows = (await GetAsync("/v1/disputes?limit=100"))["data"]!.AsArray();
        return [.. rows.Where(r => r!["status"]!.GetValue<string>() is "needs_response" or "warning_needs_response").Select(r => r!["id"]!.GetValue<string>())];
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
            var answer = await _client.GetFromJsonAsync<JsonNode>(new Uri("/_sandbox/deliveries", UriKind.Relative));
            var rows = answer as JsonArray ?? answer!["data"]!.AsArray();
            if (!rows.Any(r => r!["state"]!.GetValue<string>() is "waiting" or "sending" or "pending" or "due")) return;
            await Task.Delay(100);
        }
    }

    public void Dispose() => _client.Dispose();

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
