using System.Text.Json.Nodes;
using Shop.Tests.TestData;

namespace Shop.Tests.Catalogue;

/// <summary>A copy of seed-data that a test may spoil.</summary>
internal sealed class SeedCopy : IDisposable
{
    public SeedCopy()
    {
        foreach (var file in Directory.EnumerateFiles(TestShop.SeedData, "*.json")) File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        foreach (var inner in new[] { "services", "export-profiles" })
        {
            Directory.CreateDirectory(Path.Combine(Folder, inner));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(TestShop.SeedData, inner))) File.Copy(file, Path.Combine(Folder, inner, Path.GetFileName(file)));
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("seed-copy-").FullName;

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    public void Delete(string file) => File.Delete(Path.Combine(Folder, file));

    /// <summary>Changes the value at a JSON pointer; "/charges/-" appends, null removes.</summary>
    public void Set(string file, string pointer, string? json)
    {
        var path = Path.Combine(Folder, file);
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        var steps = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var parent = steps.SkipLast(1).Aggregate(root, (node, step) => node is JsonArray list ? list[int.Parse(step, null)]! : node[step]!);
        Put(parent, steps[^1], json is null ? null : JsonNode.Parse(json), json is null);
        File.WriteAllText(path, root.ToJsonString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void Put(JsonNode parent, string step, JsonNode? value, bool remove)
    {
        if (parent is JsonArray list)
        {
            if (step == "-") list.Add(value);
            else if (remove) list.RemoveAt(int.Parse(step, null));
            else list[int.Parse(step, null)] = value;
        }
        else if (remove)
        {
            parent.AsObject().Remove(step);
        }
        else
        {
            parent[step] = value;
        }
    }
}
