using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;
using Shop.Catalogue.Import;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

/// <summary>
/// Makes the catalogue what the files in <paramref name="Folder"/> say, all or nothing: with a single fault nothing is
/// changed and every fault is told. Does nothing when the files say what is already there. Services without a file are
/// withdrawn. With <paramref name="CheckOnly"/> the files are only checked.
/// Reads the files before its transaction begins, so it may not be sent inside a command.
/// </summary>
public sealed record ImportCatalogue(string Folder, bool CheckOnly = false) : IGatewayCommand<ImportResult>;

/// <param name="Version">The catalogue's version afterwards; 0 when only checked or refused.</param>
/// <param name="Faults">Empty when the files are right.</param>
public sealed record ImportResult(int Version, int Added, int Changed, int Withdrawn, int Unchanged, IReadOnlyList<ImportFault> Faults)
{
    public bool Succeeded => Faults.Count == 0;

    public static ImportResult Refused(IReadOnlyList<ImportFault> faults) => new(0, 0, 0, 0, 0, faults);

    public override string ToString() => Succeeded
        ? $"{Added} services added, {Changed} changed, {Withdrawn} withdrawn, {Unchanged} unchanged."
        : $"{Faults.Count} {(Faults.Count == 1 ? "fault" : "faults")}; nothing was changed.";
}

internal sealed class ImportCatalogueHandler(IMediator mediator) : IRequestHandler<ImportCatalogue, ImportResult>
{
    public async Task<ImportResult> Handle(ImportCatalogue request, CancellationToken cancellationToken)
    {
        var folder = CatalogueFolder.Read(request.Folder);
        if (folder.Reference is not { } reference) return ImportResult.Refused(folder.Faults);
        return request.CheckOnly
            ? new ImportResult(0, 0, 0, 0, folder.Services.Count, [])
            : await mediator.Send(new StoreCatalogue(reference, folder.Services), cancellationToken);
    }
}

/// <summary>Stores a catalogue that was checked.</summary>
internal sealed record StoreCatalogue(ReferenceData Reference, IReadOnlyList<ServiceDefinition> Services) : ICommand<ImportResult>;

internal sealed class StoreCatalogueHandler(
    ShopDbContext db,
    IMediator mediator,
    AfterCommit afterCommit,
    CurrentCatalogue current,
    ILogger<StoreCatalogueHandler> log) : IRequestHandler<StoreCatalogue, ImportResult>
{
    public async Task<ImportResult> Handle(StoreCatalogue request, CancellationToken cancellationToken)
    {
        var rows = await db.Set<CatalogueServiceRow>().ToDictionaryAsync(s => s.Id, cancellationToken);
        var version = await db.Set<CatalogueVersionRow>().SingleOrDefaultAsync(cancellationToken);
        var (added, changed) = Store(request, rows);
        var withdrawn = rows.Values.Count(row => request.Services.All(s => s.Id != row.Id) && row.Withdraw());
        var result = new ImportResult(version?.Number ?? 0, added, changed, withdrawn, request.Services.Count - added - changed, []);
        if (added + changed + withdrawn == 0 && version is not null && !version.Differs(request.Reference)) return result;

        if (version is null) db.Add(version = new CatalogueVersionRow(request.Reference));
        else version.Raise(request.Reference);
        await mediator.Publish(new CatalogueChanged(version.Number), cancellationToken);
        afterCommit.Do(current.Forget);
        log.LogInformation("Catalogue version {Version}: {Added} services added, {Changed} changed, {Withdrawn} withdrawn", version.Number, added, changed, withdrawn);
        return result with { Version = version.Number };
    }

    private (int Added, int Changed) Store(StoreCatalogue request, Dictionary<string, CatalogueServiceRow> rows)
    {
        var (added, changed) = (0, 0);
        foreach (var service in request.Services)
        {
            var missing = OnlineRule.Missing(service, request.Reference.VatCodes);
            if (!rows.TryGetValue(service.Id, out var row))
            {
                db.Add(new CatalogueServiceRow(service, missing));
                added++;
            }
            else if (row.Update(service, missing))
            {
                changed++;
            }
        }

        return (added, changed);
    }
}
