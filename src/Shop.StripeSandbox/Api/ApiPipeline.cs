using System.Text;
using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Api;

/// <summary>
/// What every call goes through: key, ordered faults, idempotency, then the handler under the store's lock. Once a call
/// is being executed it is finished and its answer kept, whether or not the caller still waits.
/// </summary>
internal sealed class ApiPipeline(SandboxStore store, ILogger<ApiPipeline> log)
{
    // Longer than any sensible client waits, short enough not to hang a forgotten one for ever.
    private static readonly TimeSpan NoAnswer = TimeSpan.FromMinutes(5);

    public async Task ServeAsync(HttpContext http, string answerKind, ApiHandler handler)
    {
        var id = ApiRequest.NewId();
        http.Response.Headers["Request-Id"] = id;
        http.Response.Headers["Stripe-Version"] = http.Request.Headers["Stripe-Version"].FirstOrDefault() ?? StripeSandboxOptions.DefaultApiVersion;
        ApiRequest request;
        try
        {
            request = await ApiRequest.ReadAsync(http, id);
        }
        catch (StripeError e)
        {
            await Wire.WriteAsync(http.Response, e.Status, e.ToJson());
            return;
        }
        if (request.IdempotencyKey is { } key) http.Response.Headers["Idempotency-Key"] = key;
        var start = store.Run(() => Begin(request));
        if (start.Fault is { StopsCall: true } fault) await FailAsync(http, fault);
        else await AnswerAsync(http, start, start.Answer ?? await ExecuteOnceAsync(request, answerKind, handler, start.Fault, http.GetRouteData().Values));
    }

    /// <summary>A file, for whoever has the key.</summary>
    public async Task ServeTextAsync(HttpContext http, string contentType, Func<ApiCall, string> handler)
    {
        try
        {
            var request = await ApiRequest.ReadAsync(http, ApiRequest.NewId());
            var text = store.Run(() => handler(new(store, new(request.Form), http.GetRouteData().Values)));
            await Wire.WriteAsync(http.Response, 200, Encoding.UTF8.GetBytes(text), contentType);
        }
        catch (StripeError e)
        {
            await Wire.WriteAsync(http.Response, e.Status, e.ToJson());
        }
    }

    /// <summary>What is known before execution: the fault ordered for the call, and the answer when its key has one already.</summary>
    private sealed record Start(Fault? Fault, SavedAnswer? Answer = null, bool IsReplay = false);

    private Start Begin(ApiRequest request)
    {
        var fault = store.Faults.Take(request.Method, request.Path);
        if (request.IdempotencyKey is not { } key || fault is { StopsCall: true }) return new(fault);
        try
        {
            var saved = store.Idempotency.Begin(key, request.Fingerprint, store.Now);
            return new(fault, saved, saved is not null);
        }
        catch (StripeError clash)
        {
            return new(fault, new(clash.Status, Wire.Bytes(clash.ToJson()), request.Id));
        }
    }

    /// <summary>Plays a fault after which nothing was executed.</summary>
    private static async Task FailAsync(HttpContext http, Fault fault)
    {
        if (fault.ShouldRetry is { } retry) http.Response.Headers["Stripe-Should-Retry"] = retry ? "true" : "false";
        if (fault.IsAnswer)
        {
            await Wire.WriteAsync(http.Response, fault.AnswerStatus, fault.Body(), fault.ContentType);
            return;
        }
        if (fault.Kind == "timeout") await Task.Delay(NoAnswer, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        http.Abort();
    }

    private static async Task AnswerAsync(HttpContext http, Start start, SavedAnswer answer)
    {
        if (start.IsReplay)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
            http.Response.Headers["Original-Request"] = answer.RequestId;
        }
        if (start.Fault?.Kind == "reset_after") http.Abort();
        else if (start.Fault?.Kind == "malformed") await Wire.WriteAsync(http.Response, 200, answer.Body[..(answer.Body.Length / 2)]);
        else await Wire.WriteAsync(http.Response, answer.Status, answer.Body);
    }

    private async Task<SavedAnswer> ExecuteOnceAsync(
        ApiRequest request, string answerKind, ApiHandler handler, Fault? fault, RouteValueDictionary route)
    {
        // Waited for with the key taken and without the caller's cancellation: a retry meanwhile meets a 409, and a
        // caller that gave up has still caused the effect.
        if (fault?.Kind == "slow") await Task.Delay(fault.Delay, CancellationToken.None);
        return store.Run(() =>
        {
            var (answer, keep) = fault is { Sticky: true }
                ? (new SavedAnswer(fault.AnswerStatus, fault.Body(), request.Id), true)
                : Execute(request, answerKind, handler, route);
            if (request.IdempotencyKey is { } key) store.Idempotency.End(key, request.Fingerprint, keep ? answer : null, store.Now);
            return answer;
        }, request.Stamp);
    }

    private (SavedAnswer Answer, bool Keep) Execute(ApiRequest request, string answerKind, ApiHandler handler, RouteValueDictionary route)
    {
        try
        {
            return (new(200, Wire.Bytes(Answer(request, answerKind, handler, route)), request.Id), true);
        }
        catch (StripeError e)
        {
            return (new(e.Status, Wire.Bytes(e.ToJson()), request.Id), !e.RefusedBeforeExecution);
        }
        catch (Exception e)
        {
            log.LogError(e, "{Method} {Path} {RequestId} failed", request.Method, request.Path, request.Id);
            return (new(500, Wire.Bytes(StripeError.Internal().ToJson()), request.Id), true);
        }
    }

    private JsonObject Answer(ApiRequest request, string answerKind, ApiHandler handler, RouteValueDictionary route)
    {
        var input = new Params(request.Form);
        var expansion = Expansion.Read(input, answerKind);
        var answer = handler(new(store, input, route));
        if (!input.Checked) throw new InvalidOperationException($"{request.Path} answered without looking for unknown parameters.");
        return expansion.Apply(answer, store);
    }
}
