using MediatR;
using Shop.Accounts;
using Shop.Catalogue;
using Shop.Catalogue.Contracts;
using Shop.Kernel;
using Shop.Kernel.Persistence;

namespace Shop.Web.Startup;

public static class Preparation
{
    /// <summary>
    /// Before the first request: the schema is current, the catalogue is there (in Development as the files say now,
    /// elsewhere imported once), and somebody can sign in. Throws when the seed data has faults and there is no
    /// catalogue yet: a shop without services helps nobody. Does nothing to a damaged database: the shop starts to say so
    /// on its health page, instead of starting again and again.
    /// </summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        try
        {
            await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        }
        catch (DatabaseDamagedException e)
        {
            Console.Error.WriteLine(e.Message);
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await ImportAsync(app, mediator);
        var staff = await mediator.Send(new EnsureFirstStaff(await EmailDomainAsync(mediator)));
        if (!app.Configuration.GetValue("Shop:Quiet", false))
            app.Lifetime.ApplicationStarted.Register(() => Welcome.Print(app, staff));
    }

    private static async Task ImportAsync(WebApplication app, IMediator mediator)
    {
        var empty = await mediator.Send(new GetCouncil()) is null;
        if (!empty && !app.Environment.IsDevelopment()) return;
        var settings = app.Services.GetRequiredService<ShopSettings>();
        var result = await mediator.Send(new ImportCatalogue(settings.SeedData, CheckOnly: false));
        if (result.Succeeded) return;
        foreach (var fault in result.Faults) Console.Error.WriteLine(fault);
        if (empty) throw new InvalidOperationException($"The catalogue in {settings.SeedData} has faults (listed above); nothing was imported.");
    }

    private static async Task<string> EmailDomainAsync(IMediator mediator) =>
        (await mediator.Send(new GetCouncil()))?.Email.Split('@')[^1] ?? "council.example";
}
