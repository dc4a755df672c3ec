using System.Globalization;
using AngleSharp.Dom;
using Shop.Simulator.Council;

namespace Shop.Simulator.Proof;

/// <summary>A payment as the finance export has it, in pence.</summary>
public sealed record ExportedPayment(string Reference, string ChargeId, long GrossPence, long RefundedPence, long FeePence);

/// <summary>What the shop's own finance pages and exports say, in pence. Neither the database nor Stripe is asked.</summary>
public sealed class ShopWord(IReadOnlyList<ExportedPayment> payments, IReadOnlyDictionary<string, long> balances, IReadOnlyList<Finding> findings, long inSuspense)
{
    public IReadOnlyList<ExportedPayment> Payments => payments;

    /// <summary>What the pages themselves call unexplained.</summary>
    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>The open items of the suspense page whose money was posted.</summary>
    public long InSuspensePence => inSuspense;

    /// <summary>The balance of an account by its name in the trial balance; nought where it has no row.</summary>
    public long Balance(string account) => balances.GetValueOrDefault(account);

    /// <summary>Reads the pages as an officer would at the end of a month.</summary>
    /// <param name="from">First day of trading, for the proof by order.</param>
    /// <param name="until">Today.</param>
    public static async Task<ShopWord> ReadAsync(Officer officer, DateOnly from, DateOnly until)
    {
        var pages = new ProofPages(officer);
        var findings = new List<Finding>();
        await pages.ClearingAsync(findings, until);
        await pages.PayoutsAsync(findings);
        await pages.BankLinesAsync(findings);
        var inSuspense = await pages.SuspenseAsync(findings);
        await pages.RescueAsync(findings);
        await pages.TakingsAsync(findings, from, until);
        await pages.LedgerAsync(findings);
        return new ShopWord(
            [.. (await RowsAsync(officer, "/finance/payments.csv")).Select(r => new ExportedPayment(
                r["Order reference"], r["Stripe charge"], Pounds.Pence(r["Gross (GBP)"]), Pounds.Pence(r["Refunded (GBP)"]), Pounds.Pence(r["Fee (GBP)"])))],
            (await RowsAsync(officer, "/finance/ledger/trial-balance.csv")).GroupBy(r => r["Account"]).ToDictionary(g => g.Key, g => g.Sum(r => Pounds.Pence(r["Balance (GBP)"]))),
            findings, inSuspense);
    }

    private static async Task<List<IReadOnlyDictionary<string, string>>> RowsAsync(Officer officer, string path)
    {
        await officer.OpenAsync(path);
        using var reader = new StringReader(officer.Browser.Text);
        using var csv = new CsvHelper.CsvReader(reader, CultureInfo.InvariantCulture);
        var rows = new List<IReadOnlyDictionary<string, string>>();
        await csv.ReadAsync();
        csv.ReadHeader();
        while (await csv.ReadAsync()) rows.Add(csv.HeaderRecord!.ToDictionary(h => h, h => csv.GetField(h) ?? "", StringComparer.Ordinal));
        return rows;
    }
}
