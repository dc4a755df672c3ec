using System.Collections.Concurrent;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Pages.Dashboard;

/// <summary>Does what a button says. Runs under the store's lock; returns the sentence that tells what was done.</summary>
/// <exception cref="StripeError">It cannot be done now; the message says why.</exception>
internal delegate string ButtonAction(SandboxStore store, IFormCollection form);

/// <summary>
/// The dashboard's buttons: each is a form of its own that posts to <c>/dashboard/do/{name}</c>, with a token against
/// other sites, and leads back to the page it stands on, so that reloading does nothing twice.
/// </summary>
internal sealed class Buttons(SandboxStore store)
{
    private const string About = "dashboard";
    private const int MostNotices = 1_000;
    private readonly FormToken tokens = new("stripe_sandbox_dashboard", "/dashboard");
    private readonly Dictionary<string, ButtonAction> actions = [];
    private readonly ConcurrentDictionary<string, Notice> notices = new();

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/dashboard/do/{name}", (RequestDelegate)PressAsync);

    public void Add(string name, ButtonAction action) => actions.Add(name, action);

    /// <summary>The form of a button. What it acts on goes into hidden fields; <paramref name="more"/> holds visible ones.</summary>
    public Markup Form(HttpContext http, string name, string label, Markup more = default, string style = "plain", params ReadOnlySpan<(string Name, string Value)> hidden)
    {
        if (!actions.ContainsKey(name)) throw new ArgumentException($"No button does {name}.", nameof(name));
        var fields = Markup.None;
        foreach (var (field, value) in hidden) fields = new(fields.Html + Markup.Of($"<input type=\"hidden\" name=\"{field}\" value=\"{value}\">").Html);
        return Markup.Of($"""
            <form method="post" action="/dashboard/do/{name}" class="button-form">
            {tokens.For(http, About)}
            <input type="hidden" name="back" value="{http.Request.Path + http.Request.QueryString}">
            {fields}
            {more}
            <button class="{style}" type="submit">{label}</button>
            </form>
            """);
    }

    /// <summary>What the last button did, once.</summary>
    public Notice? TakeNotice(HttpContext http) => tokens.Browser(http) is { } browser && notices.TryRemove(browser, out var notice) ? notice : null;

    private async Task PressAsync(HttpContext http)
    {
        var form = await Layout.ReadFormAsync(http);
        var back = form["back"].ToString();
        if (!back.StartsWith("/dashboard/", StringComparison.Ordinal)) back = "/dashboard/switches";
        var notice = tokens.IsValid(http, form, About)
            ? Press((string)http.GetRouteValue("name")!, form)
            : new("This page was open for too long, or cookies are switched off. Nothing was done: press the button again.", Failed: true);
        if (notice is null)
        {
            await Layout.MessageAsync(http, 404, "Page not found", "There is no such button.", "/dashboard/switches", "Failure switches");
            return;
        }
        if (notices.Count > MostNotices) notices.Clear();
        if (tokens.Browser(http) is { } browser) notices[browser] = notice;
        Layout.SeeOther(http, back);
    }

    private Notice? Press(string name, IFormCollection form)
    {
        if (!actions.TryGetValue(name, out var action)) return null;
        try
        {
            return new(store.Run(() => action(store, form)), Failed: false);
        }
        catch (StripeError e)
        {
            return new(e.Message, Failed: true);
        }
    }
}
