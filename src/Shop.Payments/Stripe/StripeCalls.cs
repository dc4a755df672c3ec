using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Stripe;

namespace Shop.Payments.Stripe;

/// <summary>
/// Makes a call to Stripe and sorts every way it can fail into two: unavailable (may or may not have happened) and
/// refused (did not happen, and will not).
/// </summary>
internal sealed class StripeCalls(StripeConnection connection, StripeCircuit circuit)
{
    /// <summary>A caller that gave up after so long gave up on Stripe, not on the page.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    public async Task<T> MakeAsync<T>(Func<StripeClient, Task<T>> call, CancellationToken ct)
    {
        circuit.Check();
        var started = Stopwatch.GetTimestamp();
        try
        {
            var answer = await call(connection.Client);
            circuit.Succeeded();
            return answer;
        }
        catch (StripeException e)
        {
            throw Sort(e);
        }
        catch (OperationCanceledException e) when (ct.IsCancellationRequested)
        {
            if (Stopwatch.GetElapsedTime(started) < Slow) throw;
            throw Unavailable("Stripe did not answer in time.", e);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            throw Unavailable("Stripe could not be reached.", e);
        }
        catch (Exception e) when (e is JsonException or Newtonsoft.Json.JsonException)
        {
            throw Unavailable("Stripe's answer could not be read.", e);
        }
    }

    private Exception Sort(StripeException e)
    {
        var status = (int)e.HttpStatusCode;
        // A stored 5xx comes back for this key for ever; the same key can bring nothing else.
        if (status >= 500 && WasReplayed(e)) return Refused(e, "stored_failure");
        if (e.StripeError is null || status is 0 or >= 500) return Unavailable($"Stripe answered {status}.", null);
        circuit.Succeeded();
        return e.HttpStatusCode is HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? new StripeUnavailableException($"Stripe answered {status} {e.StripeError.Code}.", null)
            : Refused(e, e.StripeError.Code ?? e.StripeError.Type ?? "unknown");
    }

    private static bool WasReplayed(StripeException e) =>
        e.StripeResponse?.Headers is { } headers && headers.TryGetValues("Idempotent-Replayed", out var values) && values.Contains("true");

    private static StripeRefusedException Refused(StripeException e, string code) =>
        new(code, $"{e.StripeError?.Param ?? "no parameter"}, {e.StripeResponse?.RequestId ?? "no request id"}");

    private StripeUnavailableException Unavailable(string message, Exception? e)
    {
        circuit.Failed();
        return new StripeUnavailableException(message, e);
    }
}
