using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Shop.Web.Tests.Journeys.Hostile;

/// <summary>Somebody who follows every link and asks every question they see, to a few pages of each route, and remembers every form.</summary>
internal sealed class Wanderer(Visitor visitor, DeclaredPages pages) : IDisposable
{
    /// <summary>Of each route: the pages differ by what stands on them.</summary>
    private const int Few = 2;

    public HashSet<string> Routes { get; } = [];

    public List<FormOnPage> Forms { get; } = [];

    public List<string> Faults { get; } = [];

    /// <summary>As a browser sends them with each form.</summary>
    public string Cookies => visitor.Cookies.GetCookieHeader(new UriBuilder(visitor.Address) { Scheme = "https", Port = -1 }.Uri);

    public async Task WalkAsync(params string[] from)
    {
        var waiting = new Queue<Uri>(from.Select(a => new Uri(visitor.Address, a)));
        var seen = new HashSet<string>();
        var visits = new Dictionary<string, int>();
        while (waiting.TryDequeue(out var address))
        {
            if (pages.RouteOf(address) is not { } route || Path.HasExtension(address.AbsolutePath) || !seen.Add(address.PathAndQuery)) continue;
            if (visits.TryGetValue(route, out var before) && before >= Few && !from.Contains(address.PathAndQuery)) continue;
            visits[route] = before + 1;
            await visitor.GoAsync(address.PathAndQuery);
            if ((int)visitor.Status >= 500) Faults.Add($"{(int)visitor.Status} at {visitor.Address}");
            if (visitor.Status != System.Net.HttpStatusCode.OK || pages.RouteOf(visitor.Address) is not { } reached) continue;
            Routes.Add(reached);
            var forms = FormOnPage.Of(visitor.Page, visitor.Address).ToList();
            Forms.AddRange(forms);
            foreach (var form in forms.Where(f => f.Method == HttpMethod.Get)) waiting.Enqueue(form.Asked);
            foreach (var link in visitor.Page.QuerySelectorAll<IHtmlAnchorElement>("a[href]")) waiting.Enqueue(new Uri(visitor.Address, link.GetAttribute("href")!));
        }
    }

    public void Dispose() => visitor.Dispose();
}
