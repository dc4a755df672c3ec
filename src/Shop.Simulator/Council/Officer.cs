using System.Net;
using Shop.Simulator.Browser;

namespace Shop.Simulator.Council;

/// <summary>A member of staff at a browser of their own, signed in.</summary>
public sealed class Officer : IDisposable
{
    private const string OwnPassword = "copper lantern tuba";

    private Officer(Uri shop) => Browser = new Visitor(shop);

    public Visitor Browser { get; }

    /// <summary>Signs in with the password somebody else has seen, and chooses an own one.</summary>
    public static async Task<Officer> SignInAsync(Uri shop, FirstStaff staff)
    {
        ArgumentNullException.ThrowIfNull(staff);
        var officer = new Officer(shop);
        await officer.Browser.GoAsync("/staff/sign-in");
        await officer.Browser.SubmitAsync("Sign in", ("email", staff.Email), ("password", staff.Password));
        await officer.Browser.GoAsync("/staff/password");
        await officer.Browser.SubmitAsync("Change password", ("current", staff.Password), ("new", OwnPassword));
        await officer.OpenAsync("/staff");
        return officer;
    }

    /// <summary>Opens a page that must be there for this person.</summary>
    public async Task OpenAsync(string path)
    {
        await Browser.GoAsync(path);
        if (Browser.Status != HttpStatusCode.OK || Browser.Address.AbsolutePath == "/staff/sign-in") throw Lost();
    }

    /// <summary>Sends the form with this button; a page with an error summary is a fault of the play.</summary>
    public async Task SubmitAsync(string button, params (string Name, string Value)[] fields)
    {
        await Browser.SubmitAsync(button, fields);
        if (Browser.Status != HttpStatusCode.OK || Browser.Errors.Count > 0) throw Lost();
    }

    /// <summary>What stands where the officer is, for a message to whoever wrote the play.</summary>
    public InvalidOperationException Lost() => new(
        $"An officer is lost at {Browser.Address} ({(int)Browser.Status}): {string.Join("; ", Browser.Errors)} {Browser.MainText[..Math.Min(400, Browser.MainText.Length)]}");

    public void Dispose() => Browser.Dispose();
}
