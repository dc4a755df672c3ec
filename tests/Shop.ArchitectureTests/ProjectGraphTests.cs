using System.Xml.Linq;

namespace Shop.ArchitectureTests;

/// <summary>Who may know whom: the project files against the graph in src/README.md's words.</summary>
public sealed class ProjectGraphTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Shop.Kernel"] = [],
        ["Shop.StripeSandbox"] = [],
        ["Shop.Catalogue"] = ["Kernel"],
        ["Shop.Payments"] = ["Kernel"],
        ["Shop.Accounts"] = ["Kernel"],
        ["Shop.Baskets"] = ["Kernel", "Catalogue"],
        ["Shop.Orders"] = ["Kernel", "Payments"],
        ["Shop.Checkout"] = ["Kernel", "Catalogue", "Baskets", "Orders", "Payments"],
        ["Shop.Finance"] = ["Kernel", "Catalogue", "Orders", "Payments"],
        ["Shop.Notifications"] = ["Kernel", "Orders", "Catalogue"],
        ["Shop.Insight"] = ["Kernel", "Catalogue", "Orders"],
    };

    [Fact]
    public void Modules_ProjectReferences_AreThoseOfTheGraph() => Assert.Empty(Violations(Repository.Projects("src")));

    [Fact]
    public void Readme_ModuleGraph_IsTheOneChecked()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src", "README.md"));
        foreach (var (module, references) in Allowed.Where(a => a.Key is not ("Shop.Kernel" or "Shop.StripeSandbox")))
            Assert.Contains($"{module} -> {string.Join(", ", references)}", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Violations_AModuleThatKnowsAnother_AreNamed()
    {
        var forged = new Repository.Project("Shop.Payments", XDocument.Parse(
            """<Project><ItemGroup><ProjectReference Include="../Shop.Orders/Shop.Orders.csproj" /></ItemGroup></Project>"""));
        Assert.Equal(["Shop.Payments may not reference Shop.Orders"], Violations([forged]));
    }

    private static IEnumerable<string> Violations(IEnumerable<Repository.Project> projects) =>
        from project in projects
        where Allowed.ContainsKey(project.Name)
        from reference in project.References
        where !Allowed[project.Name].Select(a => "Shop." + a).Contains(reference)
        select $"{project.Name} may not reference {reference}";
}
