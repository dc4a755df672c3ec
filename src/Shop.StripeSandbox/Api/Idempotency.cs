using System.Security.Cryptography;
using System.Text;

namespace Shop.StripeSandbox.Api;

/// <summary>An answer as bytes, kept so that a replay is the same to the last byte.</summary>
internal sealed record SavedAnswer(int Status, byte[] Body, string RequestId);

/// <summary>
/// What was answered under which key (docs.stripe.com/api/idempotent_requests): the first answer is kept for 24 hours
/// once execution began, also a 402 or a 500; a refused parameter or a clash with a running call is not.
/// Not thread-safe: used under the store's lock.
/// </summary>
internal sealed class Idempotency
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private readonly Dictionary<string, Entry> entries = [];
    private readonly Queue<(string Key, DateTimeOffset Since)> ages = new();

    /// <summary>Takes the key for a call. Returns the kept answer when it has one, null when the call is to be executed.</summary>
    /// <exception cref="StripeError">The key belongs to other parameters (400) or to a call still running (409).</exception>
    public SavedAnswer? Begin(string key, string fingerprint, DateTimeOffset now)
    {
        Forget(now);
        if (key.Length > 255) throw StripeError.Invalid("Idempotency keys must be at most 255 characters long.");
        if (!entries.TryGetValue(key, out var entry))
        {
            entries[key] = new(fingerprint, null, now);
            ages.Enqueue((key, now));
            return null;
        }
        if (entry.Fingerprint != fingerprint)
            throw new StripeError(400, "idempotency_error",
                $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{key}' if you meant to execute a different request.")
            { RefusedBeforeExecution = true };
        return entry.Answer ?? throw new StripeError(409, "idempotency_error",
            $"There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): {key}.")
        { Code = "idempotency_key_in_use", RefusedBeforeExecution = true };
    }

    /// <summary>Ends a call: keeps its answer, or frees the key when there is none to keep.</summary>
    public void End(string key, string fingerprint, SavedAnswer? answer)
    {
        if (!entries.TryGetValue(key, out var entry) || entry.Fingerprint != fingerprint) return;
        if (answer is null) entries.Remove(key);
        else entries[key] = entry with { Answer = answer };
    }

    public void Clear()
    {
        entries.Clear();
        ages.Clear();
    }

    /// <summary>Equal for the same method, path and parameters, whatever their order.</summary>
    public static string Fingerprint(string method, string path, FormNode form)
    {
        var text = $"{method} {path}\n{string.Join('\n', form.Flattened())}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private void Forget(DateTimeOffset now)
    {
        while (ages.TryPeek(out var oldest) && oldest.Since + KeptFor < now)
        {
            ages.Dequeue();
            if (entries.TryGetValue(oldest.Key, out var entry) && entry.Since == oldest.Since) entries.Remove(oldest.Key);
        }
    }

    private sealed record Entry(string Fingerprint, SavedAnswer? Answer, DateTimeOffset Since);
}
