using System.Text.Json;

namespace Shop.Web.Tests.TagHelpers;

/// <summary>One example of a component as npm's govuk-frontend ships it: options and the HTML they must give.</summary>
public sealed record Fixture(string Component, string Name, JsonElement Options, string Html)
{
    private const string Components = "src/Shop.Web/node_modules/govuk-frontend/dist/govuk/components";

    public string Title => $"{Component}: {Name}";

    public static IReadOnlyList<Fixture> Of(string component)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), component, "fixtures.json")));
        return [.. file.RootElement.GetProperty("fixtures").EnumerateArray().Select(f =>
            new Fixture(component, f.GetProperty("name").GetString()!, f.GetProperty("options").Clone(), f.GetProperty("html").GetString()!))];
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, Components))) return Path.Combine(folder.FullName, Components);
        throw new DirectoryNotFoundException($"{Components} was not found above the tests: building Shop.Web installs it.");
    }
}
