using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Shop.Web.Tests.Journeys;

/// <summary>What is done again and again on the way through the pages.</summary>
internal sealed class Steps(IPage page, bool javaScript)
{
    /// <summary>Each page of the way: nothing sticks out; with JavaScript (axe needs it) no finding of axe.</summary>
    public async Task CheckAsync(string url)
    {
        await page.ArriveAsync(url);
        if (!javaScript) return;
        await page.ExpectNoSidewaysScrollingAsync();
        await page.ExpectAccessibleAsync();
    }

    public static async Task FillAsync(IPage page, Dictionary<string, string> fields)
    {
        foreach (var (name, value) in fields) await page.Locator($"main [name='{name}']").FillAsync(value);
    }

    public static async Task ChooseAsync(IPage page, Dictionary<string, string> choices)
    {
        foreach (var (name, value) in choices) await page.Locator($"main input[name='{name}'][value='{value}']").CheckAsync(new() { Force = true });
    }

    /// <summary>What is typed for a skip permit from that day on.</summary>
    public static Dictionary<string, string> SkipPermit(DateOnly start) => new()
    {
        ["location-line-1"] = "12 Mill Lane",
        ["location-town"] = "Larkmere",
        ["location-postcode"] = "LM2 7QT",
        ["company"] = "Mere Skips",
        ["company-phone"] = "01632 960123",
        ["start-date-day"] = start.Day.ToString(CultureInfo.InvariantCulture),
        ["start-date-month"] = start.Month.ToString(CultureInfo.InvariantCulture),
        ["start-date-year"] = start.Year.ToString(CultureInfo.InvariantCulture),
    };

    public static Dictionary<string, string> SkipPermitChoices { get; } =
        new() { ["position"] = "road", ["size"] = "yes", ["insurance-cover"] = "yes", ["blocks-anything"] = "no", ["parking-bay"] = "no", ["lights"] = "yes" };

    public static Dictionary<string, string> Certificates { get; } = new()
    {
        ["name-first-name"] = "Ada",
        ["name-last-name"] = "Taylor",
        ["event-date-day"] = "10",
        ["event-date-month"] = "12",
        ["event-date-year"] = "1981",
        ["place"] = "Larkmere Hospital",
    };

    public static FilePayload Pdf(string name) => new()
    {
        Name = name,
        MimeType = "application/pdf",
        Buffer = Encoding.Latin1.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
    };
}
