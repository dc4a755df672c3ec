namespace Shop.Migrations.Postgres;

/// <summary>Started by dotnet-ef only; the shop loads this assembly by name for its migrations.</summary>
internal static class EntryPoint
{
    private static void Main() { }
}
