using System.Text.RegularExpressions;

namespace Shop.ArchitectureTests;

/// <summary>Rules a reader can check by eye, checked by a machine; each with a line it must catch.</summary>
public sealed class SourceRuleTests
{
    private sealed record Rule(string Name, Regex Pattern, string[] Extensions, Func<string, bool> AppliesTo);

    private static readonly Rule[] Rules =
    [
        new("the clock comes from TimeProvider", new(@"DateTime(Offset)?\.(Utc)?Now\b"), [".cs", ".cshtml"], _ => true),
        new("no raw HTML", new(@"Html\.Raw\("), [".cs", ".cshtml"], _ => true),
        new("SQL has parameters", new(@"(FromSqlRaw|ExecuteSqlRaw(Async)?)\(\$"), [".cs"], _ => true),
        new("nobody waits for a task by blocking", new(@"\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)"), [".cs"], _ => true),
        new("no swallowed exception", new(@"catch\s*(\([^)]*\))?\s*\{\s*\}"), [".cs"], _ => true),
        new("money is whole pence", new(@"\b(decimal|double|float)\s+\w*(Amount|Price|Pence|Gross|Net|Vat|Fee|Total)\b"), [".cs"], _ => true),
        new("Stripe's types stay in two folders", new(@"using Stripe(\.|;)"), [".cs"],
            path => !path.StartsWith("src/Shop.Payments/Stripe/", StringComparison.Ordinal) && !path.StartsWith("src/Shop.Payments/Webhooks/", StringComparison.Ordinal)),
        new("a service is never called product", new(@"\bclass \w*Product\w*|\brecord \w*Product\w*"), [".cs"], path => !path.StartsWith("src/Shop.StripeSandbox/", StringComparison.Ordinal)),
        new("names say what a thing does", new(@"\b(class|record|interface) \w+(Manager|(?<!Tag)Helper|Util|Utils|Processor)\b"), [".cs"], _ => true),
    ];

    public static TheoryData<string> RuleNames => [.. Rules.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Source_Rule_Holds(string name)
    {
        var rule = Rules.Single(r => r.Name == name);
        var found = Repository.Sources(rule.Extensions)
            .Where(f => rule.AppliesTo(f.Path))
            .SelectMany(f => rule.Pattern.Matches(f.Text).Select(m => $"{f.Path}:{f.Text[..m.Index].Count(c => c == '\n') + 1} {m.Value}"));
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("the clock comes from TimeProvider", "var now = DateTime.UtcNow;")]
    [InlineData("no raw HTML", "@Html.Raw(Model.Name)")]
    [InlineData("SQL has parameters", "db.Database.ExecuteSqlRawAsync($\"DELETE FROM x WHERE id = {id}\")")]
    [InlineData("nobody waits for a task by blocking", "send.GetAwaiter().GetResult();")]
    [InlineData("no swallowed exception", "try { x(); } catch (Exception e) { }")]
    [InlineData("money is whole pence", "decimal TotalAmount = 1;")]
    [InlineData("Stripe's types stay in two folders", "using Stripe.Checkout;")]
    [InlineData("a service is never called product", "internal sealed class ProductRow")]
    [InlineData("names say what a thing does", "internal static class PriceHelper")]
    public void Rule_ADeliberateViolation_IsCaught(string name, string violation) =>
        Assert.Matches(Rules.Single(r => r.Name == name).Pattern, violation);
}
