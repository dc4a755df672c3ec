using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Bank.Reading;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank;

/// <summary>
/// Saves what the columns of an account's CSV files mean, and imports the file that waited for it. Nothing is saved when the
/// file cannot be read so. Audited with the layout before and after.
/// </summary>
public sealed record SaveCsvLayout(Actor By, Guid UploadId, CsvMapping Layout) : ICommand<ImportStatementResult>;

internal sealed class SaveCsvLayoutHandler(ShopDbContext db, StatementImport import, IMediator mediator) : IRequestHandler<SaveCsvLayout, ImportStatementResult>
{
    public async Task<ImportStatementResult> Handle(SaveCsvLayout request, CancellationToken cancellationToken)
    {
        var upload = await db.Set<BankUpload>().SingleOrDefaultAsync(u => u.Id == request.UploadId, cancellationToken);
        if (upload is null) return new ImportStatementResult.UnknownAccount();
        var account = await db.Set<BankAccount>().SingleAsync(a => a.Id == upload.AccountId, cancellationToken);
        try
        {
            var layout = CsvPreview.WithHeader(upload.Content, request.Layout);
            var file = await import.ImportAsync(request.By, account, upload.FileName, upload.Content, StatementFileReader.Read(upload.Content, layout), cancellationToken);
            await SaveAsync(request.By, account, layout, cancellationToken);
            db.Remove(upload);
            return await Imported.ResultAsync(db, mediator, request.By, account, upload.FileName, file, cancellationToken);
        }
        catch (StatementRefusedException e)
        {
            return new ImportStatementResult.Refused(e.Row, e.Reason, upload.Id);
        }
    }

    private async Task SaveAsync(Actor by, BankAccount account, CsvMapping layout, CancellationToken ct)
    {
        var (before, after) = (account.Layout is { } old ? JsonColumn.Write(old) : null, JsonColumn.Write(layout));
        if (before == after) return;
        account.SaveLayout(layout);
        await mediator.Publish(new Audited(by, "saved the layout of bank files", $"{account.Name} {account.SortCode} {account.Number}", before, after, null), ct);
    }
}
