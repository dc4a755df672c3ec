using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Bank.Matching;
using Shop.Finance.Bank.Reading;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Bank;

/// <summary>
/// Imports a bank's file, whatever its format: whole, or not at all with the line and the reason. Does nothing when all of
/// it was imported before. A CSV file whose layout is not known, or no longer fits, is kept for a day for the wizard. Audited.
/// </summary>
/// <param name="Balances">What the officer read on the paper statement, for a file without balances; null when not told.</param>
public sealed record ImportStatement(Actor By, Guid AccountId, string FileName, byte[] Content, TypedBalances? Balances = null) : ICommand<ImportStatementResult>;

/// <summary>Pence.</summary>
public sealed record TypedBalances(long OpeningPence, long ClosingPence);

public abstract record ImportStatementResult
{
    /// <param name="StatementId">The first that is new.</param>
    /// <param name="Known">Lines an earlier file had brought.</param>
    public sealed record Imported(Guid StatementId, int New, int Known) : ImportStatementResult;

    /// <summary>All of it was here before; nothing was changed.</summary>
    public sealed record KnownAlready(int Known) : ImportStatementResult;

    /// <summary>Nothing of the file was taken.</summary>
    /// <param name="Row">Line of the file, from 1; null where the whole file is meant.</param>
    /// <param name="UploadId">The file as it waits for another layout; null when no layout would help.</param>
    public sealed record Refused(int? Row, string Reason, Guid? UploadId) : ImportStatementResult
    {
        public string Message => Row is { } row ? $"Line {row} of the file: {Reason}" : Reason;
    }

    /// <summary>The file waits until somebody says what its columns mean.</summary>
    public sealed record LayoutNeeded(Guid UploadId) : ImportStatementResult;

    public sealed record UnknownAccount : ImportStatementResult;
}

internal sealed class ImportStatementHandler(ShopDbContext db, StatementImport import, IMediator mediator, TimeProvider clock) : IRequestHandler<ImportStatement, ImportStatementResult>
{
    public async Task<ImportStatementResult> Handle(ImportStatement request, CancellationToken cancellationToken)
    {
        if (await db.Set<BankAccount>().SingleOrDefaultAsync(a => a.Id == request.AccountId, cancellationToken) is not { } account) return new ImportStatementResult.UnknownAccount();
        var isCsv = false;
        try
        {
            isCsv = StatementFileReader.Sniff(request.Content) == StatementFormat.Csv;
            if (isCsv && account.Layout is null) return new ImportStatementResult.LayoutNeeded(await KeepAsync(request, cancellationToken));
            var statements = WithBalances(StatementFileReader.Read(request.Content, account.Layout), request.Balances);
            var file = await import.ImportAsync(request.By, account, FileNames.Tidy(request.FileName), request.Content, statements, cancellationToken);
            return await Imported.ResultAsync(db, mediator, request.By, account, request.FileName, file, cancellationToken);
        }
        catch (StatementRefusedException e)
        {
            return new ImportStatementResult.Refused(e.Row, e.Reason, isCsv ? await KeepAsync(request, cancellationToken) : null);
        }
    }

    private static IReadOnlyList<ReadStatement> WithBalances(IReadOnlyList<ReadStatement> statements, TypedBalances? typed)
    {
        if (typed is null || statements is not [{ OpeningPence: null } only]) return statements;
        ControlTotals.Require("The file", typed.OpeningPence, only.Lines, typed.ClosingPence, null);
        return [only with { OpeningPence = typed.OpeningPence, ClosingPence = typed.ClosingPence }];
    }

    /// <summary>For a day; whatever waited longer goes.</summary>
    private async Task<Guid> KeepAsync(ImportStatement request, CancellationToken ct)
    {
        var yesterday = clock.UtcNow().AddDays(-1);
        await db.Set<BankUpload>().Where(u => u.At < yesterday).ExecuteDeleteAsync(ct);
        var upload = new BankUpload(request.AccountId, FileNames.Tidy(request.FileName), request.Content, request.By.Name, clock.UtcNow());
        db.Add(upload);
        return upload.Id;
    }
}

internal static class FileNames
{
    /// <summary>The last part of the name without what a page or a log could stumble over.</summary>
    public static string Tidy(string name)
    {
        var last = string.Concat(name.Split('/', '\\')[^1].Where(c => !char.IsControl(c))).Trim();
        return last.Length == 0 ? "statement" : last.Length <= 200 ? last : last[^200..];
    }
}

internal static class Imported
{
    /// <summary>Audits what was new, matches what can be matched, and says how it went.</summary>
    public static async Task<ImportStatementResult> ResultAsync(ShopDbContext db, IMediator mediator, Actor by, BankAccount account, string fileName, ImportedFile file, CancellationToken ct)
    {
        if (file.StatementId is not { } statement) return new ImportStatementResult.KnownAlready(file.Known);
        await mediator.Publish(new Audited(by, "imported a bank statement", $"{account.Name} {account.SortCode} {account.Number}, {FileNames.Tidy(fileName)}", null, $"{file.New} new lines, {file.Known} known", null), ct);
        // The sweep reads the lines.
        await db.SaveChangesAsync(ct);
        await mediator.Send(new SweepBank(), ct);
        return new ImportStatementResult.Imported(statement, file.New, file.Known);
    }
}
