using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Shop.Kernel.Time;

namespace Shop.Web.Controls;

/// <summary>
/// Keeps rendered and compressed catalogue pages in memory: <c>[OutputCache(PolicyName = CatalogueCache.Policy)]</c> on
/// the page model. Such a page says the same to everybody: it reads no cookie, sets none and has no form that posts;
/// one that does all the same is not kept. After an import evict <see cref="Tag"/>.
/// </summary>
public sealed class CatalogueCache(IResponseCompressionProvider compression, TimeProvider clock) : IOutputCachePolicy
{
    public const string Policy = "catalogue";
    public const string Tag = "catalogue";

    /// <summary>Other nodes' caches are not evicted by our import, so they may be behind by this much.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const int MostKeys = 12;
    private const int LongestValue = 64;

    /// <summary>Tells this process's pages from those of the one before it.</summary>
    private static readonly string Start = Guid.NewGuid().ToString("N")[..12];

    private static long s_rendered;

    private WrittenDay _today = new(default, "");
    private string _version = "0";

    /// <summary>From now on pages show this version of the catalogue; those kept of another are not served.</summary>
    public void Show(int version) => _version = version.ToString(CultureInfo.InvariantCulture);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var keys = request.Query.Keys.Where(IsKnown).ToArray();
        var keep = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && IsModest(request.Query, keys) && !context.HttpContext.IsShowingError();
        context.EnableOutputCaching = true;
        context.AllowCacheLookup = keep;
        context.AllowCacheStorage = keep;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = Longest;
        context.Tags.Add(Tag);
        if (keep) MarkForBrowsers(context.HttpContext.Response.Headers);
        context.CacheVaryByRules.QueryKeys = keys;
        context.CacheVaryByRules.VaryByValues["encoding"] = compression.GetCompressionProvider(context.HttpContext)?.EncodingName ?? "identity";
        // Pages name the earliest date a service can be had, so a day's page is no good on the next.
        context.CacheVaryByRules.VaryByValues["day"] = Today();
        context.CacheVaryByRules.VaryByValues["catalogue"] = _version;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        // Antiforgery marks an answer that holds a token as no-store.
        var personal = response.Headers.SetCookie.Count > 0 || response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase);
        if (response.StatusCode != StatusCodes.Status200OK || personal) context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    /// <summary>Browsers may keep the page but ask each time whether it is still the same. The cache stores the headers as they are at the first byte, so they are set before the page runs.</summary>
    private static void MarkForBrowsers(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-cache";
        headers.ETag = string.Create(CultureInfo.InvariantCulture, $"W/\"{Start}-{Interlocked.Increment(ref s_rendered):x}\"");
    }

    /// <summary>Written once a day: this runs for every page out of the cache.</summary>
    private string Today()
    {
        var today = clock.Today();
        var written = _today;
        if (written.Day != today) _today = written = new WrittenDay(today, today.ToString("O", CultureInfo.InvariantCulture));
        return written.Text;
    }

    private sealed record WrittenDay(DateOnly Day, string Text);

    /// <summary>Everything else in the query, such as what newsletters add, makes no difference to the page.</summary>
    private static bool IsKnown(string key) =>
        key.StartsWith("option-", StringComparison.OrdinalIgnoreCase) || key is "quantity" or "page" or "sort" or "error";

    /// <summary>Made-up choices must not fill the memory: ids are short.</summary>
    private static bool IsModest(IQueryCollection query, string[] keys) =>
        keys.Length <= MostKeys && Array.TrueForAll(keys, k => k.Length <= LongestValue && query[k] is { Count: 1 } value && value[0]!.Length <= LongestValue);
}
