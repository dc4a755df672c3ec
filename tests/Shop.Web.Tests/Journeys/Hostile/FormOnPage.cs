using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Shop.Web.Tests.Journeys.Hostile;

/// <summary>A form as it stands on a page, filled in plausibly; a field at a time is then spoilt.</summary>
internal sealed partial class FormOnPage
{
    public const string Token = "__RequestVerificationToken";

    private FormOnPage(IHtmlFormElement form, Uri page, string? action)
    {
        Page = page;
        Method = string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase) ? HttpMethod.Post : HttpMethod.Get;
        Target = string.IsNullOrEmpty(action) ? page : new Uri(page, action);
        IsMultipart = form.GetAttribute("enctype") == "multipart/form-data";
        foreach (var group in form.QuerySelectorAll("input, select, textarea, button[name]").Where(e => !string.IsNullOrEmpty(e.GetAttribute("name"))).GroupBy(e => e.GetAttribute("name")!))
            Add(group.Key, [.. group]);
    }

    public Uri Page { get; }

    public HttpMethod Method { get; }

    public Uri Target { get; }

    public bool IsMultipart { get; }

    /// <summary>All names and their good values, hidden ones and the token included.</summary>
    public List<KeyValuePair<string, string>> Values { get; } = [];

    /// <summary>What a person fills in: a refusal must give it back. Not passwords, which are never sent back.</summary>
    public HashSet<string> Typed { get; } = [];

    /// <summary>Names whose value is one of a list.</summary>
    public HashSet<string> Choices { get; } = [];

    public List<string> Files { get; } = [];

    /// <summary>Where a form that asks leads to.</summary>
    public Uri Asked => WithQuery(Values);

    public Uri WithQuery(List<KeyValuePair<string, string>> values) =>
        new(Target.GetLeftPart(UriPartial.Path) + "?" + string.Join('&', values.Select(v => $"{Uri.EscapeDataString(v.Key)}={Uri.EscapeDataString(v.Value)}")));

    public IEnumerable<string> Names => Values.Select(v => v.Key).Where(n => n != Token).Distinct();

    /// <summary>Forms that ask the same are the same, on whatever page and about whatever order they stand.</summary>
    public string Kind => $"{Method} {Ids().Replace(Target.AbsolutePath, "*")}{(Method == HttpMethod.Post ? Target.Query.Split('&')[0] : "")}: {string.Join(' ', Names.Concat(Files).Order(StringComparer.Ordinal))}";

    /// <summary>One for each place a form can be sent to: its buttons may have their own.</summary>
    public static IEnumerable<FormOnPage> Of(IHtmlDocument document, Uri page) =>
        document.QuerySelectorAll<IHtmlFormElement>("form").SelectMany(f => Actions(f).Select(a => new FormOnPage(f, page, a)));

    private static IEnumerable<string?> Actions(IHtmlFormElement form)
    {
        var own = form.GetAttribute("action");
        return form.QuerySelectorAll("button").Select(b => b.GetAttribute("formaction") ?? own).DefaultIfEmpty(own).Distinct();
    }

    public string? ValueOf(string name) => Values.FirstOrDefault(v => v.Key == name).Value;

    private void Add(string name, List<IElement> elements)
    {
        var first = elements[0];
        var type = first is IHtmlInputElement input ? input.Type : first.LocalName;
        switch (type)
        {
            case "file":
                Files.Add(name);
                return;
            case "radio" or "checkbox":
                Values.Add(new(name, first.GetAttribute("value") ?? "on"));
                Choices.Add(name);
                Typed.Add(name);
                return;
            case "select":
                var options = first.QuerySelectorAll("option").Select(o => o.GetAttribute("value") ?? o.TextContent).ToList();
                Values.Add(new(name, options.FirstOrDefault(o => o.Length > 0) ?? ""));
                Choices.Add(name);
                Typed.Add(name);
                return;
            case "hidden" or "submit" or "button":
                Values.Add(new(name, first.GetAttribute("value") ?? ""));
                return;
            case "password":
                Values.Add(new(name, "some long password"));
                return;
            default:
                Values.Add(new(name, Plausible(name, type, first)));
                Typed.Add(name);
                return;
        }
    }

    private static string Plausible(string name, string type, IElement element)
    {
        if (element.GetAttribute("value") is { Length: > 0 } shown) return shown;
        if (element is IHtmlTextAreaElement { TextContent.Length: > 0 } area) return area.TextContent.Trim();
        if (name.EndsWith("-day", StringComparison.Ordinal)) return "12";
        if (name.EndsWith("-month", StringComparison.Ordinal)) return "10";
        if (name.EndsWith("-year", StringComparison.Ordinal)) return "2027";
        if (name.EndsWith("postcode", StringComparison.Ordinal)) return "LM1 4AB";
        if (name == "sortCode") return "30-12-34";
        if (name == "number") return "31926819";
        if (element.GetAttribute("inputmode") == "decimal") return "1.00";
        if (type == "email" || name.Contains("email", StringComparison.OrdinalIgnoreCase)) return "kept@example.com";
        if (type == "tel" || name.Contains("phone", StringComparison.OrdinalIgnoreCase)) return "01632 960123";
        if (element.GetAttribute("inputmode") == "numeric" || type == "number") return "2";
        return "Kept words";
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/orders/)[^/]+|(?<=/payments/)[^/]+|(?<=/events/)[^/]+(?=/)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Ids();
}
