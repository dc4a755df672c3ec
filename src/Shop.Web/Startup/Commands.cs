using MediatR;
using Shop.Catalogue;
using Shop.Kernel.Persistence;

namespace Shop.Web.Startup;

/// <summary>
/// What an operator runs by hand instead of starting the shop:
/// <c>-- migrate</c>, <c>-- import FOLDER [--check]</c>, <c>-- verify-ledger</c>, <c>-- post-opening-position</c>.
/// </summary>
public static class Commands
{
    /// <summary>Runs the command named by the first argument and returns its exit code; null when there is none and the shop should start.</summary>
    public static async Task<int?> RunShopCommandAsync(this WebApplication app, string[] args) => args switch
    {
        ["migrate"] => await MigrateAsync(app),
        ["import", var folder] => await ImportAsync(app, folder, checkOnly: false),
        ["import", var folder, "--check"] => await ImportAsync(app, folder, checkOnly: true),
        ["verify-ledger"] => await LedgerCommands.VerifyAsync(app),
        ["post-opening-position"] => await LedgerCommands.PostOpeningPositionAsync(app),
        [var first, ..] when !first.StartsWith('-') => Unknown(first),
        _ => null,
    };

    private static async Task<int> MigrateAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        Console.WriteLine("The database has the current schema.");
        return 0;
    }

    private static async Task<int> ImportAsync(WebApplication app, string folder, bool checkOnly)
    {
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ImportCatalogue(Path.GetFullPath(folder), checkOnly));
        foreach (var fault in result.Faults) Console.Error.WriteLine(fault);
        Console.WriteLine(checkOnly && result.Succeeded ? "No faults. Nothing was changed: this was a check." : result.ToString());
        return result.Succeeded ? 0 : 1;
    }

    private static int Unknown(string command)
    {
        Console.Error.WriteLine($"Unknown command '{command}'. Known: migrate; import FOLDER [--check]; verify-ledger; post-opening-position. Without a command the shop starts.");
        return 2;
    }
}
