using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Shop.Web.Tests.Journeys.Hostile;

/// <summary>
/// Sends a form in every way it was not meant: each field in turn empty, too long, with control characters, a choice that
/// is none, negative and huge numbers; all fields twice; nothing at all; without its token. After each: never a server
/// error; what is refused changes no row and gives back the other fields; what is accepted left nothing hostile in a row.
/// </summary>
/// <param name="restores">Whether all is made as it was after each sending that was taken; not needed where the next one only changes the same row.</param>
internal sealed class FormAttack(FormOnPage form, string cookies, Rows rows, bool restores = true)
{
    private const string NoChoice = "no-such-choice";
    private static readonly string TooLong = new('x', 20_000);
    private static readonly string[] HostileValues =
        ["", TooLong, "a\u0001b\u001fc", "\u0000", NoChoice, "-1", "99999999999999999999999999", "1e309", "<script>alert(1)</script>", "' OR 1=1 --", "\u202Eevil", "=1+1", "2026-02-31"];

    /// <summary>What must stand in no row, whatever was answered.</summary>
    private static readonly string[] NeverStored = [new('x', 10_000), "\u0001", "\u0000", "\u001f"];

    /// <summary>What a list or a hidden field can be spoilt with: anything else is the same to them.</summary>
    private static readonly string[] HostileChoices = ["", TooLong, "a\u0001b\u001fc", NoChoice, "-1", "99999999999999999999999999"];

    private static readonly (string Name, byte[] Bytes)[] HostileFiles =
    [
        ("empty.pdf", []), ("plan.exe", [77, 90, 0, 0]), ("plan.pdf", [77, 90, 0, 0]), ("plan.pdf.exe", [37, 80, 68, 70, 45]), ("page.svg", "<svg onload='alert(1)'/>"u8.ToArray()),
        ("page.pdf", "<html><script>alert(1)</script>"u8.ToArray()), (new string('n', 5_000) + ".exe", [37, 80, 68, 70, 45]), ("no extension", [37, 80, 68, 70, 45]),
    ];

    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly List<string> _faults = [];

    /// <summary>The forms of the page that answers a plausible sending, such as one that asks whether you are sure. Leaves the database as it was.</summary>
    public async Task<IReadOnlyList<FormOnPage>> SendAsItIsAsync()
    {
        if (form.Method == HttpMethod.Get) return [];
        var (_, page) = await SendAsync(() => Content(form.Values), form.Values);
        if (rows.Look([]).Tables.Count > 0) await rows.RestoreAsync();
        return page is null ? [] : [.. FormOnPage.Of(page, form.Target)];
    }

    /// <summary>What went wrong, a line each. Leaves the database as it was.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        foreach (var name in form.Names.ToList())
            foreach (var value in form.Typed.Contains(name) && !form.Choices.Contains(name) ? HostileValues : HostileChoices)
                await TryAsync($"{name} = \"{Rows.Short(value)}\"", name, With(name, value));
        await TryAsync("all fields twice", null, [.. form.Values, .. form.Values]);
        await TryAsync("all fields empty", null, [.. form.Values.Select(v => v.Key == FormOnPage.Token ? v : new(v.Key, ""))]);
        await TryAsync("only the token", null, [.. form.Values.Where(v => v.Key == FormOnPage.Token)]);
        await TryAsync("fields nobody asked for", null, [.. form.Values, .. Enumerable.Range(0, 150).Select(i => new KeyValuePair<string, string>($"more[{i}].Price", "1"))]);
        foreach (var (fileName, bytes) in HostileFiles.Where(_ => form.Files.Count > 0)) await TryFileAsync(fileName, bytes);
        if (form.Method == HttpMethod.Post) await TryWithoutTokenAsync();
        return _faults;
    }

    private List<KeyValuePair<string, string>> With(string name, string value) => [.. form.Values.Where(v => v.Key != name), new(name, value)];

    private Task TryAsync(string what, string? spoilt, List<KeyValuePair<string, string>> values) => TryAsync(what, spoilt, () => Content(values), values);

    private async Task TryAsync(string what, string? spoilt, Func<HttpContent> content, List<KeyValuePair<string, string>> values)
    {
        var (status, page) = await SendAsync(content, values);
        if ((int)status is >= 500 or 429) Fault(what, $"{(int)status}");
        var refused = (int)status is >= 400 and < 500 || page?.QuerySelector(".govuk-error-summary") is not null;
        var (tables, found) = rows.Look(spoilt is not null && form.Choices.Contains(spoilt) ? [.. NeverStored, NoChoice] : NeverStored, NotCounted());
        if (found is not null) Fault(what, found);
        if (page?.DocumentElement.OuterHtml.Contains("<script>alert(1)", StringComparison.Ordinal) == true) Fault(what, "a script came back as it was sent");
        if (tables.Count > 0 && (refused || form.Method == HttpMethod.Get))
        {
            // One of the shop's workers may have written meanwhile: what changes a second time is no coincidence.
            await SendAsync(content, values);
            var again = tables.Intersect(rows.Look([], NotCounted()).Tables).ToList();
            if (again.Count > 0) Fault(what, $"answered {(int)status}, but changed {string.Join(", ", again)}");
        }

        if (refused && (int)status == 200 && spoilt is not null) KeepsTheOthers(what, spoilt, page!);
        if (restores && tables.Count > 0) await rows.RestoreAsync();
    }

    /// <summary>Failed attempts to sign in, or to give the present password, are counted on purpose; a refund of the rescue queue is audited before Stripe is asked.</summary>
    private string[] NotCounted() => form.Target.AbsolutePath switch
    {
        "/staff/sign-in" or "/staff/password" => ["accounts_staff", "accounts_audit"],
        var path when path.StartsWith("/finance/rescue/", StringComparison.Ordinal) => ["accounts_audit"],
        _ => [],
    };

    private async Task TryFileAsync(string fileName, byte[] bytes)
    {
        foreach (var name in form.Files)
            await TryAsync($"{name} = file \"{Rows.Short(fileName)}\"", null, () => Multipart(form.Values, name, fileName, bytes), form.Values);
    }

    private async Task TryWithoutTokenAsync()
    {
        var values = form.Values.Where(v => v.Key != FormOnPage.Token).ToList();
        var (status, _) = await SendAsync(() => Content(values), values);
        if (status != HttpStatusCode.BadRequest) Fault("without the token", $"{(int)status}");
        if (rows.Look(NeverStored).Tables is { Count: > 0 } tables) Fault("without the token", $"changed {string.Join(", ", tables)}");
    }

    private void KeepsTheOthers(string what, string spoilt, IHtmlDocument page)
    {
        var answered = FormOnPage.Of(page, form.Page).Where(f => f.Method == form.Method).MaxBy(f => f.Names.Intersect(form.Names).Count());
        if (answered is null) return;
        var shown = page.QuerySelectorAll<IHtmlFormElement>("form").SelectMany(Visitor.FieldsOf).ToLookup(v => v.Key, v => v.Value);
        foreach (var name in form.Typed.Where(n => n != spoilt && answered.Typed.Contains(n)))
            if (!shown[name].Contains(form.ValueOf(name))) Fault(what, $"\"{name}\" was not given back: \"{shown[name].FirstOrDefault()}\" instead of \"{form.ValueOf(name)}\"");
    }

    private async Task<(HttpStatusCode Status, IHtmlDocument? Page)> SendAsync(Func<HttpContent> content, List<KeyValuePair<string, string>> values)
    {
        using var request = new HttpRequestMessage(form.Method, form.Method == HttpMethod.Get ? WithQuery(values) : form.Target);
        if (form.Method == HttpMethod.Post) request.Content = content();
        if (cookies.Length > 0) request.Headers.Add("Cookie", cookies);
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType != "text/html") return (answer.StatusCode, null);
        return (answer.StatusCode, new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>Addresses longer than that never reach the page.</summary>
    private Uri WithQuery(List<KeyValuePair<string, string>> values) =>
        form.WithQuery([.. values.Select(v => v.Value.Length > 5_000 ? new(v.Key, v.Value[..5_000]) : v)]);

    private HttpContent Content(List<KeyValuePair<string, string>> values) => form.IsMultipart ? Multipart(values, null, "", []) : new FormUrlEncodedContent(values);

    private static MultipartFormDataContent Multipart(List<KeyValuePair<string, string>> values, string? file, string fileName, byte[] bytes)
    {
        var content = new MultipartFormDataContent();
        foreach (var (key, value) in values) content.Add(new StringContent(value), key);
        if (file is not null) content.Add(new ByteArrayContent(bytes), file, fileName);
        return content;
    }

    private void Fault(string what, string fault) => _faults.Add($"{form.Kind} with {what}: {fault}");
}
