using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Shop.Web.Tests.Journeys;

/// <summary>What is true afterwards, read from the rows of the shop's database and from the sandbox's own API.</summary>
public sealed class Evidence(string database, Uri sandbox, string key = "sk_test_sandbox")
{
    private static readonly HttpClient Client = new();

    /// <summary>The states of all orders, oldest first: "Paid, Lapsed".</summary>
    public string Orders() => Text("SELECT State FROM orders_order ORDER BY CreatedAt");

    public string Attempts() => Text("SELECT State FROM payments_attempt ORDER BY Number");

    public long Count(string table, string where = "1 = 1") => (long)Scalar($"SELECT count(*) FROM {table} WHERE {where}")!;

    /// <summary>E-mails in the outbox, by kind.</summary>
    public string Mails() => Text("SELECT Kind FROM notifications_message ORDER BY Kind");

    public object? Scalar(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Pence captured by charges that were paid, as the sandbox's API lists them.</summary>
    public async Task<IReadOnlyList<long>> ChargesAsync()
    {
        using var list = await GetAsync("v1/charges?limit=100");
        return [.. list.RootElement.GetProperty("data").EnumerateArray().Where(c => c.GetProperty("paid").GetBoolean()).Select(c => c.GetProperty("amount_captured").GetInt64())];
    }

    public async Task<JsonDocument> GetAsync(string path)
    {
        using var request = Request(HttpMethod.Get, path);
        using var answer = await Client.SendAsync(request);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A switch of the sandbox's control plane.</summary>
    public async Task SwitchAsync(string path, object body)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = System.Net.Http.Json.JsonContent.Create(body);
        using var answer = await Client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Waits for something to become true; fails with the last state after a generous minute.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> holds, Func<string> state)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await holds())
        {
            if (limit.IsCancellationRequested) Assert.Fail($"It never became true; last: {state()}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public Task EventuallyAsync(Func<bool> holds) => EventuallyAsync(() => Task.FromResult(holds()), () => $"orders {Orders()}; attempts {Attempts()}; mails {Mails()}");

    private static HttpRequestMessage MakeRequest(HttpMethod method, Uri uri, string key) =>
        new(method, uri) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    private HttpRequestMessage Request(HttpMethod method, string path) => MakeRequest(method, new Uri(sandbox, path), key);

    private string Text(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.GetString(0));
        return string.Join(", ", found);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }
}
