using System.Text;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

/// <summary>What a bank sends.</summary>
public static class BankFiles
{
    private static int _account = 20_000_000;

    /// <summary>
    /// A new account with two statements and one missing between them, a match with a difference, a line left out, one with a payout
    /// that fits, and a CSV file that waits for its layout.
    /// </summary>
    public static async Task<(Guid Account, Guid Statement, Guid Upload, Guid Match, Guid LeftOut)> BankAsync(this WebShop shop)
    {
        var by = await shop.AdministratorAsync();
        var (account, number) = await shop.AddBankAccountAsync();
        await shop.SendAsync(new ImportStatement(by, account, "41.sta", Mt940(number, 41, new DateOnly(2026, 9, 1), 100_000, ("STRIPE PAYMENTS UK LTD LARKMERE PO 7F3K WITH A LONG REFERENCE OF THE BANK", 7606))));
        var imported = (ImportStatementResult.Imported)await shop.SendAsync(new ImportStatement(by, account, "43.sta", Mt940(number, 43, new DateOnly(2026, 9, 3), 200_000, ("HIRE OF HALL", 25_000), ("BANK CHARGES", -410))));
        var other = (await shop.AddBankAccountAsync()).Id;
        var waiting = (ImportStatementResult.LayoutNeeded)await shop.SendAsync(new ImportStatement(by, other, "september.csv", Encoding.UTF8.GetBytes("Date,Details,Paid in,Paid out,Balance\n01/09/2026,STRIPE PAYMENTS UK LTD,76.06,,1076.06\n02/09/2026,BANK CHARGES,,4.10,1071.96\n")));
        var lines = (await shop.SendAsync(new GetStatement(imported.StatementId)))!.Lines;
        await shop.SendAsync(new LeaveOutLines(by, [lines[1].Id], "Paid by the council, not by the shop"));
        var payout = $"po_{account:N}";
        await shop.AddPayoutAsync(payout, 25_100, new DateOnly(2026, 9, 2));
        var matched = (ConfirmMatchResult.Confirmed)await shop.SendAsync(new ConfirmMatch(by, [lines[0].Id], [payout], "A pound is missing: asked the bank", true));
        await shop.AddPayoutAsync($"{payout}b", 7606, new DateOnly(2026, 9, 1));
        return (account, imported.StatementId, waiting.UploadId, matched.MatchId, lines[1].Id);
    }

    /// <summary>Sort code 30-12-34.</summary>
    public static async Task<(Guid Id, string Number)> AddBankAccountAsync(this WebShop shop, bool confirmsExactMatches = false)
    {
        var number = $"{Interlocked.Increment(ref _account)}";
        var added = (AddBankAccountResult.Added)await shop.SendAsync(new AddBankAccount(await shop.AdministratorAsync(), "Income account", "30-12-34", number, confirmsExactMatches));
        return (added.Id, number);
    }

    /// <summary>A payout as Stripe's import would have left it.</summary>
    public static Task AddPayoutAsync(this WebShop shop, string id, long pence, DateOnly arrival)
    {
        var at = arrival.ToDateTime(new TimeOnly(6, 0), DateTimeKind.Utc);
        return shop.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO finance_payout (PayoutId, AmountPence, Currency, Status, IsAutomatic, IsReconciled, IsWrongMode, CreatedAt, ArrivalDate, SeenAt, FetchedAt, Import, Transactions, Version) VALUES ({id}, {pence}, 'gbp', 'Paid', 1, 1, 0, {at}, {arrival}, {at}, {at}, 'Done', 0, 0)"));
    }

    /// <summary>A statement of one day that adds up.</summary>
    public static byte[] Mt940(string account, int number, DateOnly day, long openingPence, params (string Text, long Pence)[] lines)
    {
        var text = new StringBuilder($":20:S{number}\n:25:301234 {account}\n:28C:{number}/1\n:60F:{Balance(day, openingPence)}\n");
        foreach (var (words, pence) in lines) text.Append(System.Globalization.CultureInfo.InvariantCulture, $":61:{day:yyMMdd}{(pence < 0 ? "D" : "C")}{Comma(Math.Abs(pence))}NTRFNONREF\n:86:{words}\n");
        return Encoding.UTF8.GetBytes(text.Append(System.Globalization.CultureInfo.InvariantCulture, $":62F:{Balance(day, openingPence + lines.Sum(l => l.Pence))}\n-\n").ToString());
    }

    private static string Balance(DateOnly day, long pence) => $"{(pence < 0 ? "D" : "C")}{day:yyMMdd}GBP{Comma(Math.Abs(pence))}";

    private static string Comma(long pence) => $"{pence / 100},{pence % 100:00}";
}
