using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Bank.Reading;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Bank;

/// <summary>What a file brought.</summary>
/// <param name="StatementId">The first statement that was new; null when none was.</param>
/// <param name="Known">Lines that an earlier file had brought.</param>
internal sealed record ImportedFile(Guid? StatementId, int New, int Known);

/// <summary>
/// Writes what a file says: whole or not at all, each line once. The same file again, and the same statement in another
/// file, change nothing; a file that overlaps adds what is new.
/// </summary>
internal sealed class StatementImport(ShopDbContext db, TimeProvider clock, ILogger<StatementImport> log)
{
    /// <summary>Throws <see cref="StatementRefusedException"/> before anything is changed.</summary>
    public async Task<ImportedFile> ImportAsync(Actor by, BankAccount account, string fileName, byte[] content, IReadOnlyList<ReadStatement> statements, CancellationToken ct)
    {
        var format = StatementFileReader.Sniff(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var count = statements.Sum(s => s.Lines.Count);
        if (await db.Set<BankStatement>().AnyAsync(s => s.AccountId == account.Id && s.FileHash == hash, ct)) return new ImportedFile(null, 0, count);
        RequireAccount(account, statements);
        var (from, to) = (statements.Min(s => s.From), statements.Max(s => s.To));
        await RequireOneFormatAsync(account, format, statements, from, to, ct);
        var keys = BankLine.KeysOf(account.Id, statements);
        var known = (await db.Set<BankLine>().Where(l => l.AccountId == account.Id && l.Date >= from && l.Date <= to).Select(l => l.Key).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var standing = await db.Set<BankStatement>().AsNoTracking().Where(s => s.AccountId == account.Id && s.To >= from && s.From <= to).ToListAsync(ct);
        Guid? first = null;
        var (at, added) = (0, 0);
        for (var place = 0; place < statements.Count; place++)
        {
            var read = statements[place];
            var fresh = read.Lines.Select((line, i) => (Line: line, Key: keys[at + i])).Where(l => !known.Contains(l.Key)).ToList();
            at += read.Lines.Count;
            if (fresh.Count == 0 && (read.Lines.Count > 0 || standing.Any(s => s.IsSame(read)))) continue;
            var statement = new BankStatement(account.Id, format, read, place, read.Lines.Count - fresh.Count, fileName, hash, by.Name, clock.UtcNow());
            db.Add(statement);
            foreach (var (line, key) in fresh) Add(statement, line, key);
            first ??= statement.Id;
            added += fresh.Count;
        }

        log.LogInformation("Staff {StaffId} imported a bank statement: {New} lines new, {Known} known", by.StaffId, added, count - added);
        return new ImportedFile(first, added, count - added);
    }

    private void Add(BankStatement statement, ReadLine read, string key)
    {
        var line = new BankLine(statement, read, key);
        db.AddRange(line, new BankLineState(line));
    }

    private static void RequireAccount(BankAccount account, IReadOnlyList<ReadStatement> statements)
    {
        foreach (var words in statements.Select(s => s.Account).OfType<string>())
            if (!account.Is(words)) throw new StatementRefusedException(null, $"This file is of account {words}, not of {account.Name} ({account.SortCode} {account.Number}).");
    }

    /// <summary>The same line reads differently in CSV and in MT940, so that it would be taken for two.</summary>
    private async Task RequireOneFormatAsync(BankAccount account, StatementFormat format, IReadOnlyList<ReadStatement> statements, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var days = await (
            from line in db.Set<BankLine>()
            join statement in db.Set<BankStatement>() on line.StatementId equals statement.Id
            where line.AccountId == account.Id && line.Date >= first && line.Date <= last && statement.Format != format
            select line.Date).Distinct().ToListAsync(ct);
        if (statements.SelectMany(s => s.Lines).FirstOrDefault(l => days.Contains(l.Date)) is { } twice)
            throw new StatementRefusedException(twice.Row, string.Create(CultureInfo.InvariantCulture, $"Lines of {twice.Date:d MMMM yyyy} came in another format before. They would count twice."));
    }
}
