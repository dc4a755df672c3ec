using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shop.Simulator.Browser;

namespace Shop.Simulator.Council;

/// <summary>A member of staff at a browser of their own; a session that ended over night is begun again.</summary>
public sealed class Officer : IDisposable
{
    private const string OwnPassword = "copper lantern tuba";
    private const string SignInPage = "/staff/sign-in";
    private readonly string _email;

    private Officer(Uri shop, string email)
    {
        Browser = new Visitor(shop);
        _email = email;
    }

    public Visitor Browser { get; }

    /// <summary>Signs in with the password somebody else has seen, and chooses an own one.</summary>
    public static async Task<Officer> SignInAsync(Uri shop, FirstStaff staff)
    {
        ArgumentNullException.ThrowIfNull(staff);
        var officer = new Officer(shop, staff.Email);
        await officer.SignInAsync(staff.Password);
        await officer.Browser.GoAsync("/staff/password");
        await officer.Browser.SubmitAsync("Change password", ("current", staff.Password), ("new", OwnPassword));
        await officer.OpenAsync("/staff");
        return officer;
    }

    /// <summary>Opens a page that must be there for this person.</summary>
    public async Task OpenAsync(string path)
    {
        await Browser.GoAsync(path);
        if (Browser.Address.AbsolutePath == SignInPage)
        {
            await SignInAsync(OwnPassword);
            await Browser.GoAsync(path);
        }

        if (Browser.Status != HttpStatusCode.OK || Browser.Address.AbsolutePath == SignInPage) throw Lost();
    }

    /// <summary>Sends the form with this button; a page with an error summary is a fault of the play.</summary>
    public async Task SubmitAsync(string button, params (string Name, string Value)[] fields)
    {
        await Browser.SubmitAsync(button, fields);
        if (Browser.Status != HttpStatusCode.OK || Browser.Errors.Count > 0) throw Lost();
    }

    /// <summary>Where the links in the page's main part lead, each once.</summary>
    public IReadOnlyList<string> Links(Func<string, bool> wanted) =>
        [.. Browser.Page.QuerySelectorAll<IHtmlAnchorElement>("main a").Select(a => a.GetAttribute("href") ?? "").Where(wanted).Distinct()];

    public bool HasButton(string text) => Browser.Page.QuerySelectorAll("main form button").Any(b => b.TextContent.Trim().StartsWith(text, StringComparison.Ordinal));

    /// <summary>What stands where the officer is, for a message to whoever wrote the play.</summary>
    public InvalidOperationException Lost() => new(
        $"An officer is lost at {Browser.Address} ({(int)Browser.Status}): {string.Join("; ", Browser.Errors)} {Browser.MainText[..Math.Min(400, Browser.MainText.Length)]}");

    public void Dispose() => Browser.Dispose();

    private async Task SignInAsync(string password)
    {
        await Browser.GoAsync(SignInPage);
        await Browser.SubmitAsync("Sign in", ("email", _email), ("password", password));
    }
}
