using System.Text.Json.Nodes;

namespace Shop.Web.Tests.Journeys;

/// <summary>The seed data, changed by a test.</summary>
internal static class SeedCopy
{
    /// <summary>Trade sacks cost <paramref name="pence"/> a roll; the services named are no longer there.</summary>
    public static string With(string seed, string target, int pence, params string[] withdrawn)
    {
        foreach (var file in Directory.EnumerateFiles(seed, "*.json", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(seed, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        var sacks = Path.Combine(target, "services", "trade-sacks.json");
        var json = JsonNode.Parse(File.ReadAllText(sacks))!;
        json["charges"]![0]!["amount"]!["perUnit"] = pence;
        File.WriteAllText(sacks, json.ToJsonString());
        foreach (var id in withdrawn) Withdraw(Path.Combine(target, "services", id + ".json"));
        return target;
    }

    /// <summary>Described, and sold by phone only.</summary>
    private static void Withdraw(string file)
    {
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        json["charges"]![0]!["vatCode"] = "U";
        File.WriteAllText(file, json.ToJsonString());
    }
}
