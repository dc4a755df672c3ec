using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Shop.Simulator.Browser;

/// <summary>
/// Someone with a browser without JavaScript: follows links and redirects, keeps cookies, fills in forms and sends
/// them with everything the page put into them. Whatever a form does not offer cannot be sent by <see cref="SubmitAsync"/>.
/// </summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient _client;
    private readonly IBrowsingContext _parser = BrowsingContext.New(Configuration.Default);

    public Visitor(Uri address)
    {
        Cookies = new CookieContainer();
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        Address = address;
    }

    public CookieContainer Cookies { get; }

    public Uri Address { get; private set; }

    public HttpStatusCode Status { get; private set; }

    /// <summary>The page last seen.</summary>
    public IHtmlDocument Page { get; private set; } = null!;

    /// <summary>What the last answer carried, whether a page or a file.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The answer's headers, the content's among them.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    /// <summary>Which redirects are followed; the rest end the journey, as closing the browser would.</summary>
    public Func<Uri, bool> FollowOnly { get; set; } = _ => true;

    /// <summary>Where the last redirect led that was not followed.</summary>
    public Uri? NotFollowed { get; private set; }

    public string Heading => Page.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>The messages of the error summary.</summary>
    public IReadOnlyList<string> Errors => [.. Page.QuerySelectorAll(".govuk-error-summary__list li").Select(e => e.TextContent.Trim())];

    public string MainText => string.Join(' ', (Page.QuerySelector("main")?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public Task GoAsync(string path) => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path)));

    /// <summary>Follows the first link in the page that carries the text.</summary>
    public Task ClickAsync(string text)
    {
        var link = Page.QuerySelectorAll("a").FirstOrDefault(a => a.TextContent.Contains(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"No link \"{text}\" on {Address}: {MainText}");
        return GoAsync(link.GetAttribute("href")!);
    }

    /// <summary>Sends the form in the main part that has a button with this text; <paramref name="fields"/> are typed, chosen or ticked before.</summary>
    public Task SubmitAsync(string button, params (string Name, string Value)[] fields) => SubmitAsync(button, fields, []);

    public Task SubmitAsync(string button, (string Name, string Value)[] fields, (string Name, string FileName, byte[] Bytes)[] files)
    {
        var (form, pressed) = FindForm(button);
        var values = Fill(form, pressed, fields);
        var action = pressed.GetAttribute("formaction") ?? form.GetAttribute("action");
        var target = string.IsNullOrEmpty(action) ? Address : new Uri(Address, action);
        if (!string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase)) return GoAsync(WithQuery(target, values));
        return SendAsync(() => new HttpRequestMessage(HttpMethod.Post, target)
        {
            Content = form.Enctype == "multipart/form-data" ? Multipart(values, files) : new FormUrlEncodedContent(values),
        });
    }

    /// <summary>The names and present values of a form's fields, as a browser would send them.</summary>
    public static List<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements)
            switch (element)
            {
                case IHtmlInputElement { Name: { Length: > 0 } name } input when input.Type is not ("submit" or "button" or "file" or "image") && (input.Type is not ("radio" or "checkbox") || input.IsChecked):
                    values.Add(new(name, input.Value));
                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area:
                    values.Add(new(name, area.Value));
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select:
                    values.Add(new(name, select.Value ?? ""));
                    break;
            }

        return values;
    }

    /// <summary>Any request at all, with the cookies; redirects within the shop are followed.</summary>
    public async Task SendAsync(Func<HttpRequestMessage> first)
    {
        var make = first;
        for (var hops = 0; hops < 10; hops++)
        {
            using var request = make();
            if (CookiesFor(request.RequestUri!) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
            using var answer = await _client.SendAsync(request);
            Keep(answer);
            Address = request.RequestUri!;
            if ((int)answer.StatusCode is not (301 or 302 or 303) || answer.Headers.Location is not { } location)
            {
                await ReadAsync(answer);
                return;
            }

            var next = new Uri(Address, location);
            if (!FollowOnly(next))
            {
                NotFollowed = next;
                return;
            }

            make = () => new HttpRequestMessage(HttpMethod.Get, next);
        }

        throw new InvalidOperationException($"Too many redirects, last to {Address}.");
    }

    private async Task ReadAsync(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        Headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        Text = await answer.Content.ReadAsStringAsync();
        Page = (IHtmlDocument)await _parser.OpenAsync(r => r.Content(Text).Address(Address));
    }

    public void Dispose()
    {
        _client.Dispose();
        _parser.Dispose();
    }

    private (IHtmlFormElement Form, IElement Button) FindForm(string button)
    {
        foreach (var form in Page.QuerySelectorAll<IHtmlFormElement>("main form"))
        {
            var found = form.QuerySelectorAll("button, input[type=submit]").FirstOrDefault(b => b.TextContent.Contains(button, StringComparison.OrdinalIgnoreCase));
            if (found is not null) return (form, found);
        }

        throw new InvalidOperationException($"No form with a button \"{button}\" on {Address}: {MainText}");
    }

    private static List<KeyValuePair<string, string>> Fill(IHtmlFormElement form, IElement pressed, (string Name, string Value)[] fields)
    {
        var values = FieldsOf(form);
        foreach (var (name, value) in fields)
        {
            if (form.QuerySelector($"[name='{name}']") is null)
                throw new InvalidOperationException($"The form has no field \"{name}\"; it has {string.Join(", ", form.QuerySelectorAll("[name]").Select(e => e.GetAttribute("name")).Distinct())}.");
            values.RemoveAll(v => v.Key == name);
            values.Add(new(name, value));
        }

        if (pressed.GetAttribute("name") is { Length: > 0 } own) values.Add(new(own, pressed.GetAttribute("value") ?? ""));
        return values;
    }

    private static string WithQuery(Uri target, List<KeyValuePair<string, string>> values) =>
        target.GetLeftPart(UriPartial.Path) + "?" + string.Join('&', values.Select(v => $"{Uri.EscapeDataString(v.Key)}={Uri.EscapeDataString(v.Value)}"));

    private static MultipartFormDataContent Multipart(List<KeyValuePair<string, string>> values, (string Name, string FileName, byte[] Bytes)[] files)
    {
        var content = new MultipartFormDataContent();
        foreach (var (key, value) in values) content.Add(new StringContent(value), key);
        foreach (var (name, fileName, bytes) in files) content.Add(new ByteArrayContent(bytes), name, fileName);
        return content;
    }

    /// <summary>Loopback counts as secure, as in a browser, so Secure cookies are sent over http.</summary>
    private string CookiesFor(Uri uri) => Cookies.GetCookieHeader(new UriBuilder(uri) { Scheme = "https", Port = -1 }.Uri);

    private void Keep(HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set)) return;
        var uri = new UriBuilder(answer.RequestMessage!.RequestUri!) { Scheme = "https", Port = -1 }.Uri;
        foreach (var cookie in set) Cookies.SetCookies(uri, cookie);
    }
}
