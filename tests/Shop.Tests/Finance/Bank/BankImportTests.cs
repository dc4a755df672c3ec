using System.Text;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Finance.Bank.Reading;
using Shop.Finance.Export;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Bank;

public abstract class BankImportTests(DatabaseProvider provider)
{
    private static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");

    [Theory]
    [InlineData("day.sta", 2)]
    [InlineData("wrapped.sta", 3)]
    [InlineData("day-v02.xml", 2)]
    [InlineData("two-days-v08.xml", 1)]
    public async Task File_TheSameTwice_ChangesNothing(string sample, int lines)
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        var imported = Assert.IsType<ImportStatementResult.Imported>(await ImportAsync(shop, account, StatementReaderTests.Bytes(sample)));
        Assert.Equal((lines, 0), (imported.New, imported.Known));
        var before = await RowsAsync(shop);
        Assert.Equal(lines, before.Lines.Count);
        Assert.Equal(new ImportStatementResult.KnownAlready(lines), await ImportAsync(shop, account, StatementReaderTests.Bytes(sample)));
        // Another file, the same statement: a byte more does not make it new.
        Assert.Equal(new ImportStatementResult.KnownAlready(lines), await ImportAsync(shop, account, [.. StatementReaderTests.Bytes(sample), (byte)'\n']));
        var after = await RowsAsync(shop);
        Assert.Equal(before.Lines, after.Lines);
        Assert.Equal(before.Statements, after.Statements);
    }

    [Fact]
    public async Task File_BrokenOrOfAnotherAccount_ChangesNothing()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        var broken = Encoding.UTF8.GetString(StatementReaderTests.Bytes("day.sta")).Replace("D120,00", "D120,01", StringComparison.Ordinal);
        var refused = Assert.IsType<ImportStatementResult.Refused>(await ImportAsync(shop, account, Encoding.UTF8.GetBytes(broken)));
        Assert.StartsWith("Line 11 of the file: Statement 00047 does not add up", refused.Message, StringComparison.Ordinal);
        Assert.Null(refused.UploadId);
        var other = await AddAsync(shop, "Other", "82-12-34", "12345678");
        refused = Assert.IsType<ImportStatementResult.Refused>(await ImportAsync(shop, other, StatementReaderTests.Bytes("day.sta")));
        Assert.Contains("This file is of account 301234 12345678, not of Other", refused.Message, StringComparison.Ordinal);
        Assert.Empty((await RowsAsync(shop)).Lines);
        Assert.Empty((await RowsAsync(shop)).Statements);
        Assert.IsType<ImportStatementResult.UnknownAccount>(await ImportAsync(shop, Guid.NewGuid(), StatementReaderTests.Bytes("day.sta")));
    }

    [Fact]
    public async Task Csv_OverlappingWithTwinsOfOneDay_AddsOnlyWhatIsNew()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        await LayOutAsync(shop, account, Csv("05/10/26,1.00,A", "05/10/26,1.00,A", "06/10/26,2.00,B"));
        var second = Assert.IsType<ImportStatementResult.Imported>(await ImportAsync(shop, account, Csv("06/10/26,2.00,B", "06/10/26,2.00,B", "07/10/26,3.00,C")));
        Assert.Equal((2, 1), (second.New, second.Known));
        Assert.Equal(["1.00 A", "1.00 A", "2.00 B", "2.00 B", "3.00 C"], (await RowsAsync(shop)).Lines);
        var view = (await shop.SendAsync(new GetStatement(second.StatementId)))!;
        Assert.Equal((3, 1, 2), (view.Statement.Lines, view.Statement.Known, view.Lines.Count));
        Assert.Equal(new ImportStatementResult.KnownAlready(2), await ImportAsync(shop, account, Csv("07/10/26,3.00,C", "05/10/26,1.00,A")));
    }

    [Fact]
    public async Task Csv_TypedBalances_AreChecked()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        await LayOutAsync(shop, account, Csv("05/10/26,1.00,A"));
        var file = Csv("06/10/26,2.00,B", "06/10/26,-0.50,C");
        var wrong = Assert.IsType<ImportStatementResult.Refused>(await shop.SendAsync(new ImportStatement(Ann, account, "x.csv", file, new TypedBalances(100, 251))));
        Assert.Contains("make £2.50, but the closing balance is £2.51", wrong.Message, StringComparison.Ordinal);
        var right = Assert.IsType<ImportStatementResult.Imported>(await shop.SendAsync(new ImportStatement(Ann, account, "x.csv", file, new TypedBalances(100, 250))));
        var statement = (await shop.SendAsync(new GetStatement(right.StatementId)))!.Statement;
        Assert.Equal((100L, 250L, 200L, -50L), (statement.OpeningPence, statement.ClosingPence, statement.InPence, statement.OutPence));
    }

    [Fact]
    public async Task Csv_LayoutUnknown_WaitsIsPreviewedSavedAndAudited()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop, "Income", "821234", "12345678");
        var bytes = StatementReaderTests.Bytes("clydesdale.csv");
        var upload = Assert.IsType<ImportStatementResult.LayoutNeeded>(await ImportAsync(shop, account, bytes)).UploadId;
        Assert.Empty((await RowsAsync(shop)).Lines);

        var guessed = (await shop.SendAsync(new PreviewCsv(upload, null)))!;
        Assert.Equal((3, 7700L, -410L, null), (guessed.Totals!.Lines, guessed.Totals.InPence, guessed.Totals.OutPence, guessed.Problem));
        var wrong = (await shop.SendAsync(new PreviewCsv(upload, Layouts.Of("clydesdale.csv")! with { AmountColumn = 9 })))!;
        Assert.Equal("Line 1: “LARKMERE PO 7F3K” in column 9 is not an amount.", wrong.Problem);
        Assert.IsType<ImportStatementResult.Refused>(await shop.SendAsync(new SaveCsvLayout(Ann, upload, wrong.Layout)));
        Assert.False((await shop.SendAsync(new ListBankAccounts())).Single().HasLayout);

        var saved = Assert.IsType<ImportStatementResult.Imported>(await shop.SendAsync(new SaveCsvLayout(Ann, upload, Layouts.Of("clydesdale.csv")!)));
        Assert.Equal(3, saved.New);
        Assert.Null(await shop.SendAsync(new PreviewCsv(upload, null)));
        Assert.IsType<ImportStatementResult.UnknownAccount>(await shop.SendAsync(new SaveCsvLayout(Ann, upload, Layouts.Of("clydesdale.csv")!)));
        Assert.Equal(["added a bank account", "imported a bank statement", "saved the layout of bank files"], (await shop.SendAsync(new ListAudit(null))).Rows.Select(r => r.What).Order(StringComparer.Ordinal));
        Assert.Equal(new ImportStatementResult.KnownAlready(3), await ImportAsync(shop, account, bytes));
    }

    [Theory]
    [InlineData("lloyds.csv", 3, 128056, -12000)]
    [InlineData("natwest-old.csv", 3, 128056, -3500)]
    [InlineData("clydesdale.csv", 3, 7700, -410)]
    [InlineData("two-columns.csv", 3, 128056, -400)]
    public async Task Csv_OfEachBank_IsGuessedWell(string sample, int lines, long inPence, long outPence)
    {
        await using var shop = await TestShop.StartAsync(provider);
        var upload = ((ImportStatementResult.LayoutNeeded)await ImportAsync(shop, await AddAsync(shop), StatementReaderTests.Bytes(sample))).UploadId;
        var preview = (await shop.SendAsync(new PreviewCsv(upload, null)))!;
        Assert.Null(preview.Problem);
        Assert.Equal((lines, inPence, outPence), (preview.Totals!.Lines, preview.Totals.InPence, preview.Totals.OutPence));
    }

    [Fact]
    public async Task Csv_NothingWentOutInTheFirstFile_ColumnForItIsGuessedByItsName()
    {
        const string header = "Date,Description,Reference,Paid in,Paid out,Balance\n";
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        var upload = ((ImportStatementResult.LayoutNeeded)await ImportAsync(shop, account, Encoding.UTF8.GetBytes(header + "05/10/2026,STRIPE LARKMERE,PO1,76.06,,1076.06\n"))).UploadId;
        var guessed = (await shop.SendAsync(new PreviewCsv(upload, null)))!;
        Assert.IsType<ImportStatementResult.Imported>(await shop.SendAsync(new SaveCsvLayout(Ann, upload, guessed.Layout)));
        Assert.IsType<ImportStatementResult.Imported>(await ImportAsync(shop, account, Encoding.UTF8.GetBytes(header + "06/10/2026,Bank charges,CH1,,4.00,1072.06\n")));
        Assert.Equal(["76.06 STRIPE LARKMERE", "-4.00 Bank charges"], (await RowsAsync(shop)).Lines);
    }

    [Fact]
    public async Task Csv_WaitingForADay_IsForgotten()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        var old = ((ImportStatementResult.LayoutNeeded)await ImportAsync(shop, account, Csv("05/10/26,1.00,A"))).UploadId;
        shop.Clock.Advance(TimeSpan.FromHours(25));
        var young = ((ImportStatementResult.LayoutNeeded)await ImportAsync(shop, account, Csv("05/10/26,1.00,A"))).UploadId;
        Assert.Null(await shop.SendAsync(new PreviewCsv(old, null)));
        Assert.NotNull(await shop.SendAsync(new PreviewCsv(young, null)));
    }

    [Fact]
    public async Task Statements_OneLeftOutThenBrought_ShowTheGapUntilThen()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        foreach (var day in new[] { 5, 6, 8 }) await ImportAsync(shop, account, Mt940(day, 40 + day));
        Assert.Equal(["Statement 47 is missing.", null, null], (await shop.SendAsync(new ListStatements(account))).Rows.Select(s => s.Gap));
        await ImportAsync(shop, account, Mt940(7, 47));
        Assert.All((await shop.SendAsync(new ListStatements(account))).Rows, s => Assert.Null(s.Gap));
        await ImportAsync(shop, account, Mt940(9, 49, opening: 999));
        Assert.StartsWith("It opens with £9.99, but the one before closed with £9.00", (await shop.SendAsync(new ListStatements(account))).Rows[0].Gap, StringComparison.Ordinal);
        await ImportAsync(shop, account, Mt940(12, 60, opening: 1099));
        Assert.Equal("Statements 50 to 59 are missing.", (await shop.SendAsync(new ListStatements(account))).Rows[0].Gap);
    }

    [Fact]
    public async Task Statements_TwinsInTwoOfOneDay_AreTwoLines()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        await ImportAsync(shop, account, Mt940(5, 45));
        var second = Assert.IsType<ImportStatementResult.Imported>(await ImportAsync(shop, account, Mt940(5, 46, opening: 600)));
        Assert.Equal((1, 0), (second.New, second.Known));
    }

    [Fact]
    public async Task File_OfTheSameDaysInAnotherFormat_IsRefused()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        await LayOutAsync(shop, account, Csv("05/10/26,76.06,A"));
        var refused = Assert.IsType<ImportStatementResult.Refused>(await ImportAsync(shop, account, StatementReaderTests.Bytes("day.sta")));
        Assert.Equal((5, "Lines of 5 October 2026 came in another format before. They would count twice."), (refused.Row, refused.Reason));
    }

    [Fact]
    public async Task Import_FourAtOnce_CountsEachLineOnce()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ImportAsync(shop, account, StatementReaderTests.Bytes("day.sta"))));
        Assert.Equal(2, (await RowsAsync(shop)).Lines.Count);
        Assert.Single((await RowsAsync(shop)).Statements);
    }

    [Theory]
    [InlineData("finance_bank_line", "Text")]
    [InlineData("finance_bank_statement", "FileName")]
    public async Task Rows_OfTheBank_CannotBeChanged(string table, string column)
    {
        await using var shop = await TestShop.StartAsync(provider);
        await ImportAsync(shop, await AddAsync(shop), StatementReaderTests.Bytes("day.sta"));
        foreach (var sql in new[] { $"UPDATE {table} SET \"{column}\" = 'x'", $"DELETE FROM {table}" })
            await Assert.ThrowsAnyAsync<Exception>(() => shop.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
        Assert.Equal(2, (await RowsAsync(shop)).Lines.Count);
    }

    [Theory]
    [InlineData(null, "301234", "12345678", "name")]
    [InlineData("A", "30123", "12345678", "sortCode")]
    [InlineData("A", "30-12-3x", "12345678", "sortCode")]
    [InlineData("A", "30-12-34", "1234567", "number")]
    public async Task Account_WithAFault_IsRefused(string? name, string sortCode, string number, string field)
    {
        await using var shop = await TestShop.StartAsync(provider);
        Assert.Equal(field, Assert.IsType<AddBankAccountResult.Refused>(await shop.SendAsync(new AddBankAccount(Ann, name, sortCode, number, true))).Field);
    }

    [Fact]
    public async Task Account_TwiceOrWithAnotherPolicy_IsRefusedOrAudited()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var id = await AddAsync(shop);
        Assert.Equal("number", Assert.IsType<AddBankAccountResult.Refused>(await shop.SendAsync(new AddBankAccount(Ann, "B", "30 12 34", "12345678", true))).Field);
        Assert.Equal(MarkResult.ReasonMissing, await shop.SendAsync(new ChangeMatchPolicy(Ann, id, true, "")));
        Assert.Equal(MarkResult.Done, await shop.SendAsync(new ChangeMatchPolicy(Ann, id, true, "Six months without a fault")));
        Assert.True((await shop.SendAsync(new ListBankAccounts())).Single().ConfirmsExactMatches);
        var entry = (await shop.SendAsync(new ListAudit(null))).Rows[0];
        Assert.Equal(("changed how an account is matched", "every match is confirmed by a person", "Six months without a fault"), (entry.What, entry.Before, entry.Reason));
    }

    [Fact]
    public async Task File_OfAStatement_HasItsOwnLinesInTheBanksOrder()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        await LayOutAsync(shop, account, Csv("05/10/26,1.00,A"));
        var lines = Enumerable.Range(0, 120).Select(i => $"06/10/26,{i % 3 - 5}.00,LINE {i}");
        var brought = Assert.IsType<ImportStatementResult.Imported>(await ImportAsync(shop, account, Csv(["05/10/26,1.00,A", .. lines, "06/10/26,-0.50,=1+1"])));
        var last = (await shop.SendAsync(new GetStatement(brought.StatementId, Page: 2)))!.Lines.Single(l => l.Text == "=1+1");
        await shop.SendAsync(new LeaveOutLines(Ann, [last.Id], "+44 is not ours"));
        Assert.Equal([.. Enumerable.Range(0, 120).Select(i => $"LINE {i}"), "'=1+1"], await shop.ColumnAsync("Text", to => new WriteStatementCsv(brought.StatementId, new(), to)));
        Assert.Contains(
            $"\r\n{last.Row},2026-10-06,,\"'=1+1\",\"\",\"\",-0.50,\"Left out\",\"'+44 is not ours\",\"\"\r\n",
            await shop.FileAsync(to => new WriteStatementCsv(brought.StatementId, new(), to)), StringComparison.Ordinal);
        Assert.Empty(await shop.ColumnAsync("Text", to => new WriteStatementCsv(Guid.NewGuid(), new(), to)));
    }

    [Fact]
    public async Task Camt_WrittenInOneLine_ShowsEveryLineOnItsPagesInTheBanksOrder()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        var brought = Assert.IsType<ImportStatementResult.Imported>(await ImportAsync(shop, account, CamtInOneLine(250)));
        var pages = new List<StatementView>();
        for (var page = 1; page <= 3; page++) pages.Add((await shop.SendAsync(new GetStatement(brought.StatementId, Page: page)))!);
        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"LINE {i}"), pages.SelectMany(p => p.Lines).Select(l => l.Text));
        Assert.All(pages, p => Assert.Equal((250, 3), (p.Total, p.Pages)));
    }

    [Fact]
    public async Task Statement_ByAmountAndState_ShowsThoseLinesAlone()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        await LayOutAsync(shop, account, Csv("05/10/26,1.00,A"));
        var brought = Assert.IsType<ImportStatementResult.Imported>(
            await ImportAsync(shop, account, Csv("06/10/26,3.00,IN", "07/10/26,-5.00,OUT", "06/10/26,4.00,MORE", "08/10/26,-2.00,LEFT")));
        var left = (await shop.SendAsync(new GetStatement(brought.StatementId)))!.Lines.Single(l => l.Text == "LEFT");
        await shop.SendAsync(new LeaveOutLines(Ann, [left.Id], "not ours"));
        foreach (var (show, expected) in new (StatementLines, string[])[]
        {
            (new(), ["IN", "OUT", "MORE", "LEFT"]),
            (new(Order: ListOrder.Largest), ["OUT", "MORE", "IN", "LEFT"]),
            (new(Order: ListOrder.Smallest), ["LEFT", "IN", "MORE", "OUT"]),
            (new(LineState.LeftOut), ["LEFT"]),
            (new(LineState.Suspense, ListOrder.Largest), ["OUT", "MORE", "IN"]),
            (new(LineState.Matched), []),
        })
        {
            var view = (await shop.SendAsync(new GetStatement(brought.StatementId, show)))!;
            Assert.Equal(expected, view.Lines.Select(l => l.Text));
            Assert.Equal((expected.Length, 4), (view.Total, view.Statement.Lines));
            Assert.Equal(expected, await shop.ColumnAsync("Text", to => new WriteStatementCsv(brought.StatementId, show, to)));
        }

        Assert.Equal("LEFT", (await shop.SendAsync(new GetStatement(brought.StatementId, new(Order: ListOrder.Newest))))!.Lines[0].Text);
        Assert.Equal("LEFT", (await shop.SendAsync(new GetStatement(brought.StatementId, new(Order: ListOrder.Oldest))))!.Lines[^1].Text);
    }

    [Fact]
    public async Task Statements_OfYears_AreAllOnPages_AndAGapOnAnOldPageIsCounted()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var account = await AddAsync(shop);
        // Number 3 is missing: it would be on the last page.
        var file = Enumerable.Range(1, 231).Where(n => n != 3).SelectMany(n => Mt940(5, n, n * 100)).ToArray();
        Assert.IsType<ImportStatementResult.Imported>(await ImportAsync(shop, account, file));
        var pages = new List<StatementPage>();
        for (var page = 1; page <= 3; page++) pages.Add(await shop.SendAsync(new ListStatements(account, page)));
        Assert.Equal(Enumerable.Range(1, 231).Where(n => n != 3).Reverse().Select(n => $"{n}/1"), pages.SelectMany(p => p.Rows).Select(r => r.Written));
        Assert.All(pages, p => Assert.Equal((230, 1, 3), (p.Total, p.Gaps, p.Pages)));
        Assert.Equal("Statement 3 is missing.", pages[2].Rows.Single(r => r.Gap is not null).Gap);
    }

    /// <summary>A penny in each, as banks write it that save on line breaks.</summary>
    private static byte[] CamtInOneLine(int entries)
    {
        static string Balance(string code, long pence) =>
            $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"GBP\">{new Shop.Kernel.Money(pence).ToDecimalText()}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-10-05</Dt></Dt></Bal>";
        var lines = Enumerable.Range(0, entries).Select(i =>
            $"<Ntry><Amt Ccy=\"GBP\">0.01</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-10-05</Dt></BookgDt><AddtlNtryInf>LINE {i}</AddtlNtryInf></Ntry>");
        return Encoding.UTF8.GetBytes(
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Id>1</Id><ElctrncSeqNb>47</ElctrncSeqNb>"
            + $"<Acct><Id><IBAN>GB29LARK30123412345678</IBAN></Id></Acct>{Balance("OPBD", 0)}{Balance("CLBD", entries)}{string.Concat(lines)}</Stmt></BkToCstmrStmt></Document>");
    }

    internal static async Task<Guid> AddAsync(TestShop shop, string name = "Income", string sortCode = "30-12-34", string number = "12345678", bool exact = false) =>
        ((AddBankAccountResult.Added)await shop.SendAsync(new AddBankAccount(Ann, name, sortCode, number, exact))).Id;

    internal static Task<ImportStatementResult> ImportAsync(TestShop shop, Guid account, byte[] content) => shop.SendAsync(new ImportStatement(Ann, account, "../statement.txt", content));

    /// <summary>Day, amount, text; the layout is saved with the first file.</summary>
    internal static byte[] Csv(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines));

    internal static async Task LayOutAsync(TestShop shop, Guid account, byte[] first)
    {
        var upload = ((ImportStatementResult.LayoutNeeded)await ImportAsync(shop, account, first)).UploadId;
        Assert.IsType<ImportStatementResult.Imported>(await shop.SendAsync(new SaveCsvLayout(Ann, upload, new CsvMapping(",", 0, 1, "d/M/yy", CsvAmounts.InwardPositive, 2, null, [3]))));
    }

    /// <summary>A day of £1.00 in, after £5.00 on 5 October and a pound more each day.</summary>
    private static byte[] Mt940(int day, int number, long? opening = null)
    {
        var open = opening ?? day * 100;
        return Encoding.UTF8.GetBytes($":20:S{number}\n:25:301234 12345678\n:28C:{number}/1\n:60F:C2610{day:00}GBP{Comma(open)}\n:61:2610{day:00}C1,00NTRFNONREF\n:86:A POUND\n:62F:C2610{day:00}GBP{Comma(open + 100)}\n-\n");
    }

    private static string Comma(long pence) => $"{pence / 100},{pence % 100:00}";

    private static async Task<(IReadOnlyList<string> Lines, IReadOnlyList<Guid> Statements)> RowsAsync(TestShop shop) => (
        await shop.ReadAsync(async db => (await db.Set<BankLine>().ToListAsync()).OrderBy(l => l.Date).ThenBy(l => l.AmountPence).Select(l => $"{new Shop.Kernel.Money(l.AmountPence).ToDecimalText()} {l.Text}").ToList()),
        await shop.ReadAsync(async db => await db.Set<BankStatement>().OrderBy(s => s.Id).Select(s => s.Id).ToListAsync()));
}

public sealed class SqliteBankImportTests() : BankImportTests(DatabaseProvider.Sqlite);

public sealed class PostgresBankImportTests() : BankImportTests(DatabaseProvider.Postgres);
