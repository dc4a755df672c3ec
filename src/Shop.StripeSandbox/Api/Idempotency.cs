using System.Security.Cryptography;
using System.Text;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Api;

/// <summary>An answer as bytes, kept so that a replay is the same to the last byte.</summary>
internal sealed record SavedAnswer(int Status, byte[] Body, string RequestId);

/// <summary>
/// What was answered under which key (docs.stripe.com/api/idempotent_requests): the first answer is kept for 24 hours
/// once execution began, also a 402 or a 500; a refused parameter or a clash with a running call is not. An answer is
/// committed together with what the call did. Not thread-safe: used under the store's lock.
/// </summary>
internal sealed class Idempotency : ITable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private readonly SandboxFile file;
    private readonly Dictionary<string, string> running = [];
    private DateTimeOffset? oldest;

    public Idempotency(SandboxFile file)
    {
        this.file = file;
        file.Add(this);
    }

    /// <summary>Takes the key for a call. Returns the kept answer when it has one, null when the call is to be executed.</summary>
    /// <exception cref="StripeError">The key belongs to other parameters (400) or to a call still running (409).</exception>
    public SavedAnswer? Begin(string key, string fingerprint, DateTimeOffset now)
    {
        Forget(now);
        if (key.Length > 255) throw StripeError.Invalid("Idempotency keys must be at most 255 characters long.");
        if (running.TryGetValue(key, out var other))
        {
            DemandSame(key, fingerprint, other);
            throw new StripeError(409, "idempotency_error",
                $"There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): {key}.")
            { Code = "idempotency_key_in_use", RefusedBeforeExecution = true };
        }
        var kept = file.Read("SELECT fingerprint, status, body, request FROM answer WHERE key = $0",
            r => (Fingerprint: r.GetString(0), Answer: new SavedAnswer(r.GetInt32(1), r.GetFieldValue<byte[]>(2), r.GetString(3))), key);
        if (kept.Count == 0)
        {
            running[key] = fingerprint;
            return null;
        }
        DemandSame(key, fingerprint, kept[0].Fingerprint);
        return kept[0].Answer;
    }

    /// <summary>Ends a call: keeps its answer, or frees the key when there is none to keep.</summary>
    public void End(string key, string fingerprint, SavedAnswer? answer, DateTimeOffset now)
    {
        if (!running.Remove(key) || answer is null) return;
        file.Write("INSERT INTO answer VALUES ($0, $1, $2, $3, $4, $5)", key, fingerprint, answer.Status, answer.Body, answer.RequestId, now.UtcTicks);
        oldest ??= now;
    }

    public void Clear()
    {
        running.Clear();
        file.Write("DELETE FROM answer");
        oldest = null;
    }

    /// <summary>Equal for the same method, path and parameters, whatever their order.</summary>
    public static string Fingerprint(string method, string path, FormNode form)
    {
        var text = $"{method} {path}\n{string.Join('\n', form.Flattened())}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    IEnumerable<string> ITable.Schema =>
    [
        "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL, request TEXT NOT NULL, since INTEGER NOT NULL)",
        "CREATE INDEX IF NOT EXISTS answer_since ON answer (since)",
    ];

    void ITable.Opened() => FindOldest();

    void ITable.WriteChanges()
    {
        // Written at once.
    }

    private static void DemandSame(string key, string fingerprint, string first)
    {
        if (fingerprint == first) return;
        throw new StripeError(400, "idempotency_error",
            $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{key}' if you meant to execute a different request.")
        { RefusedBeforeExecution = true };
    }

    private void Forget(DateTimeOffset now)
    {
        if (oldest is null || oldest + KeptFor >= now) return;
        file.Write("DELETE FROM answer WHERE since < $0", (now - KeptFor).UtcTicks);
        FindOldest();
    }

    private void FindOldest() =>
        oldest = file.Read("SELECT min(since) FROM answer", r => r.IsDBNull(0) ? (DateTimeOffset?)null : new DateTimeOffset(r.GetInt64(0), TimeSpan.Zero))[0];
}
