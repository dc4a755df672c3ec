using AngleSharp.Html.Dom;
using Shop.Simulator.Browser;

namespace Shop.Simulator.Council;

/// <summary>Adds the people the play needs, through the page for it.</summary>
public sealed class Administrator(Officer officer)
{
    /// <summary>Adds somebody of a role, a service officer with every team, and returns how they sign in.</summary>
    public async Task<FirstStaff> AddAsync(string role, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        await officer.OpenAsync("/staff/people/add");
        var email = $"{name.Replace(' ', '.').ToLowerInvariant()}@larkmere.example";
        var browser = officer.Browser;
        var form = (IHtmlFormElement)browser.Page.QuerySelector("main form")!;
        var fields = Visitor.FieldsOf(form);
        fields.RemoveAll(f => f.Key is "name" or "email" or "role" or "teams");
        fields.AddRange([new("name", name), new("email", email), new("role", role)]);
        if (role == "ServiceOfficer")
            fields.AddRange(form.QuerySelectorAll("[name=teams]").Select(t => new KeyValuePair<string, string>("teams", ((IHtmlInputElement)t).Value)));
        var target = browser.Address;
        await browser.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) });
        return browser.Page.QuerySelector(".app-password") is { } password ? new FirstStaff(email, password.TextContent.Trim()) : throw officer.Lost();
    }
}
