using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Catalogue;
using Shop.Catalogue.Contracts;
using Shop.Finance.Batches;
using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Chain;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Ledger;

public abstract class BatchTests(DatabaseProvider provider)
{
    private static readonly ExportProfile Generic = new(
        "generic", "Generic", ExportLines.Entry, ",", ".", "yyyy-MM-dd", true,
        [
            Column("Batch", ExportValue.BatchNumber), Column("Line", ExportValue.LineNumber), Column("Date", ExportValue.Date), Column("Centre", ExportValue.CostCentre),
            Column("Subjective", ExportValue.Subjective), Column("Debit", ExportValue.Debit), Column("Credit", ExportValue.Credit), Column("VAT", ExportValue.VatCode),
            new("Narrative", ExportValue.Narrative, null, 20), Column("Journal", ExportValue.JournalNumber),
        ]);

    private static readonly ExportProfile Summed = new(
        "summed", "Summed", ExportLines.Summed, ";", ",", "dd/MM/yyyy", false,
        [
            new("Company", ExportValue.Text, "=LARK", null), Column("Period", ExportValue.YearAndPeriod), Column("Date", ExportValue.Date), Column("Code", ExportValue.Subjective),
            Column("Amount", ExportValue.SignedAmount), Column("Turned", ExportValue.CreditAmount),
        ]);

    private static readonly Dictionary<string, AccountCodes> Chart = LedgerAccount.All.Where(a => a != LedgerAccount.Income)
        .Select((a, i) => (a, i)).ToDictionary(x => x.a, x => new AccountCodes("BS020", $"1{x.i:0000}", x.a));

    [Fact]
    public async Task Batch_FromDraftToAcknowledged_IsApprovedByAnother()
    {
        await using var shop = await StartAsync();
        await PostAsync(shop);
        Assert.Equal(3, (await shop.SendAsync(new ListBatches(null, null))).Waiting);
        var made = Assert.IsType<MakeBatchesResult.Made>(await shop.SendAsync(new MakeBatches(LedgerShop.Ann)));
        Assert.Equal([1, 2], made.Numbers);
        Assert.IsType<MakeBatchesResult.NothingToExport>(await shop.SendAsync(new MakeBatches(LedgerShop.Ann)));
        Assert.Equal(0, (await shop.SendAsync(new ListBatches(null, null))).Waiting);

        Assert.Equal(BatchChange.OwnBatch, await shop.SendAsync(new ApproveBatch(LedgerShop.Ann, 1, "Looks right")));
        Assert.Equal(BatchChange.NotNow, await shop.SendAsync(new ExportApprovedBatch(LedgerShop.Ann, 1, "generic")));
        Assert.Equal(BatchChange.ReasonMissing, await shop.SendAsync(new ApproveBatch(LedgerShop.Bob, 1, "")));
        Assert.Equal(BatchChange.Done, await shop.SendAsync(new ApproveBatch(LedgerShop.Bob, 1, "Totals agree")));
        Assert.Equal(BatchChange.NotNow, await shop.SendAsync(new ApproveBatch(LedgerShop.Bob, 1, "again")));
        Assert.Equal(BatchChange.UnknownProfile, await shop.SendAsync(new ExportApprovedBatch(LedgerShop.Ann, 1, "no such")));
        Assert.Null(await shop.SendAsync(new GetBatchFile(1)));
        Assert.Equal(BatchChange.Done, await shop.SendAsync(new ExportApprovedBatch(LedgerShop.Ann, 1, "generic")));
        Assert.Equal(BatchChange.NotNow, await shop.SendAsync(new ExportApprovedBatch(LedgerShop.Ann, 1, "summed")));
        Assert.Equal(BatchChange.Done, await shop.SendAsync(new AcknowledgeBatch(LedgerShop.Ann, 1, "Voucher 4711")));
        var view = (await shop.SendAsync(new GetBatch(1)))!;
        Assert.Equal((BatchState.Acknowledged, "Bob Bookkeeper", "Totals agree", "Voucher 4711"), (view.Batch.State, view.Batch.ApprovedBy, view.Batch.ApprovalReason, view.Batch.Acknowledgement));
        Assert.Equal((view.Batch.TotalPence, view.Batch.TotalPence), (view.Totals.Sum(t => t.DebitPence), view.Totals.Sum(t => t.CreditPence)));
        Assert.Equal(
            ["acknowledged journal batch", "exported journal batch", "approved journal batch", "made journal batch", "made journal batch"],
            (await shop.SendAsync(new ListAudit(null))).Rows.Select(r => r.What));
    }

    [Fact]
    public async Task File_ByProfile_HasItsColumnsSignsDatesAndSeparators()
    {
        await using var shop = await StartAsync();
        await PostAsync(shop);
        await shop.SendAsync(new MakeBatches(LedgerShop.Ann));
        foreach (var number in new[] { 1, 2 }) await shop.SendAsync(new ApproveBatch(LedgerShop.Bob, number, "Totals agree"));
        await shop.SendAsync(new ExportApprovedBatch(LedgerShop.Ann, 1, "generic"));
        await shop.SendAsync(new ExportApprovedBatch(LedgerShop.Ann, 2, "summed"));
        Assert.Equal(
            """
            "Batch","Line","Date","Centre","Subjective","Debit","Credit","VAT","Narrative","Journal"
            1,1,2026-10-05,"BS020","10000",84.00,,"","'=HYPERLINK(""x"")",1
            1,2,2026-10-05,"EN610","91610",,70.00,"S","'=HYPERLINK(""x"")",1
            1,3,2026-10-05,"BS020","10006",,14.00,"S","'=HYPERLINK(""x"")",1
            1,4,2026-10-06,"HW210","10003",1.46,,"","Fee that the service",2
            1,5,2026-10-06,"BS020","10000",,1.46,"","Fee that the service",2

            """.ReplaceLineEndings("\r\n"),
            await TextAsync(shop, 1));
        Assert.Equal(
            """
            "'=LARK";202608;01/11/2026;"10000";97,00;-97,00
            "'=LARK";202608;01/11/2026;"10009";-97,00;97,00

            """.ReplaceLineEndings("\r\n"),
            await TextAsync(shop, 2));
    }

    [Fact]
    public async Task File_AskedForAgain_IsTheSameToTheLastByte_WhateverTheProfileSaysNow()
    {
        await using var shop = await StartAsync();
        await PostAsync(shop);
        await shop.SendAsync(new MakeBatches(LedgerShop.Ann));
        await shop.SendAsync(new ApproveBatch(LedgerShop.Bob, 1, "ok then"));
        await shop.SendAsync(new ExportApprovedBatch(LedgerShop.Ann, 1, "generic"));
        var first = (await shop.SendAsync(new GetBatchFile(1)))!;
        await shop.PostAsync(LedgerShop.Simple("later", new DateOnly(2026, 10, 5)));
        Assert.Equal(first.Content, (await shop.SendAsync(new GetBatchFile(1)))!.Content);
        Assert.Equal("journal-batch-00001.csv", first.Name);

        await shop.TamperAsync("finance_export_file", db => db.Set<ExportFile>().ExecuteUpdateAsync(s => s.SetProperty(f => f.Content, Encoding.UTF8.GetBytes("other"))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.SendAsync(new GetBatchFile(1)));
    }

    [Fact]
    public async Task Lines_ChangedBySql_AreRefusedByTheDatabase()
    {
        await using var shop = await StartAsync();
        await PostAsync(shop);
        await shop.SendAsync(new MakeBatches(LedgerShop.Ann));
        Assert.Contains("append only", (await Assert.ThrowsAnyAsync<Exception>(() => shop.ReadAsync(db => db.Set<ExportLine>().ExecuteUpdateAsync(s => s.SetProperty(l => l.CostCentre, "X"))))).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => new ExportBatch(1, new(2026, 7), 1, 1, [], LedgerShop.Ann, DateTime.UnixEpoch).Approve(LedgerShop.Ann, "own", DateTime.UnixEpoch));
    }

    [Fact]
    public async Task Batches_MadeTwiceAtOnce_HoldEachEntryOnce()
    {
        await using var shop = await StartAsync();
        await PostAsync(shop);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.SendAsync(new MakeBatches(LedgerShop.Ann))));
        Assert.Single(results.OfType<MakeBatchesResult.Made>());
        Assert.Equal(7, await shop.ReadAsync(db => db.Set<ExportLine>().CountAsync()));
    }

    [Fact]
    public async Task Batches_AccountWithoutACode_AreNotMade()
    {
        await using var shop = await StartAsync(Chart.Where(c => c.Key != LedgerAccount.Suspense).ToDictionary());
        await PostAsync(shop);
        var missing = Assert.IsType<MakeBatchesResult.CodesMissing>(await shop.SendAsync(new MakeBatches(LedgerShop.Ann)));
        Assert.Equal([LedgerAccount.Suspense], missing.Accounts);
        Assert.Empty((await shop.SendAsync(new ListBatches(null, null))).Rows);
    }

    private static ExportColumn Column(string heading, ExportValue value) => new(heading, value, null, null);

    private static async Task<string> TextAsync(TestShop shop, int number) => Encoding.UTF8.GetString((await shop.SendAsync(new GetBatchFile(number)))!.Content);

    /// <summary>Two journals in October, one in November, and one that is not sealed.</summary>
    private static async Task PostAsync(TestShop shop)
    {
        await shop.PostAsync(
            new JournalDraft(
                "order:BCD234XYZ", JournalKind.OrderPaid, new DateOnly(2026, 10, 5), "=HYPERLINK(\"x\")",
                [
                    LedgerPosting.Debit(LedgerAccount.StripeClearing, 8400), new LedgerPosting(LedgerAccount.Income, 0, 7000, "EN610", "91610", "S"),
                    new LedgerPosting(LedgerAccount.VatOutput, 0, 1400, VatCode: "S"),
                ],
                null, null),
            new JournalDraft(
                "fee:txn_1", JournalKind.Fee, new DateOnly(2026, 10, 6), "Fee that the service bears itself",
                [LedgerPosting.Debit(LedgerAccount.CardFees, 146) with { CostCentre = "HW210" }, LedgerPosting.Credit(LedgerAccount.StripeClearing, 146)], null, null),
            LedgerShop.Simple("november", new DateOnly(2026, 11, 1)));
        await shop.SendAsync(new SealJournals());
        await shop.PostAsync(LedgerShop.Simple("not sealed", new DateOnly(2026, 10, 5)));
    }

    private Task<TestShop> StartAsync(IReadOnlyDictionary<string, AccountCodes>? chart = null) => LedgerShop.StartAsync(provider, services =>
    {
        foreach (var other in services.Where(s => s.ServiceType == typeof(IRequestHandler<GetLedgerCodes, LedgerCodes>)).ToList()) services.Remove(other);
        services.AddScoped<IRequestHandler<GetLedgerCodes, LedgerCodes>>(_ => new Codes(new LedgerCodes([], [], [], chart ?? Chart, [Generic, Summed])));
    });

    private sealed class Codes(LedgerCodes codes) : IRequestHandler<GetLedgerCodes, LedgerCodes>
    {
        public Task<LedgerCodes> Handle(GetLedgerCodes request, CancellationToken cancellationToken) => Task.FromResult(codes);
    }
}

public sealed class SqliteBatchTests() : BatchTests(DatabaseProvider.Sqlite);

public sealed class PostgresBatchTests() : BatchTests(DatabaseProvider.Postgres);

public sealed class LedgerChartTests
{
    [Fact]
    public void Accounts_OfTheLedger_AreThoseTheCatalogueAsksFor() =>
        Assert.Equal(LedgerAccount.All.Where(a => a != LedgerAccount.Income).Order(StringComparer.Ordinal), ControlAccounts.All.Order(StringComparer.Ordinal));

    [Fact]
    public async Task SeedData_GivesEveryAccountACode_AndBothProfiles()
    {
        await using var shop = await TestShop.StartAsync(DatabaseProvider.Sqlite);
        Assert.Empty((await shop.SendAsync(new ImportCatalogue(TestShop.SeedData))).Faults);
        var codes = await shop.SendAsync(new GetLedgerCodes());
        Assert.Equal(13, codes.ControlAccounts.Count);
        Assert.Equal(("BS020", "12110", "Stripe clearing"), (codes.ControlAccounts[LedgerAccount.StripeClearing].CostCentre, codes.ControlAccounts[LedgerAccount.StripeClearing].Subjective, codes.ControlAccounts[LedgerAccount.StripeClearing].Name));
        Assert.Equal(["generic", "summed-signed"], codes.ExportProfiles.Select(p => p.Id));
        Assert.True(codes.Knows("HW210", "91210"));
        Assert.Equal((2000, new DateOnly(2011, 1, 4), "VAT accountant"), codes.VatCodes.Where(v => v.Code == "S").Select(v => (v.RateBasisPoints, v.From, v.ApprovedBy)).Single());
    }
}
