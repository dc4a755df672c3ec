using System.Net;
using System.Text;
using AngleSharp.Dom;
using Shop.Accounts;
using Shop.Finance.Bank;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

public sealed class BankPageTests(WebShop shop) : IClassFixture<WebShop>
{
    private static readonly DateOnly Day = new(2026, 10, 5);

    [Fact]
    public async Task Statement_Uploaded_IsShownWithItsControlTotalsAndOnlyOnce()
    {
        var (account, number) = await shop.AddBankAccountAsync();
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        var file = BankFiles.Mt940(number, 7, Day, 100_000, ("<b>HIRE</b> OF HALL", 25_000), ("BANK CHARGES", -410));
        await UploadAsync(finance, account, file);
        Assert.Equal("2 lines imported", finance.Page.QuerySelector(".govuk-notification-banner__content")!.TextContent.Trim());
        Assert.StartsWith("/finance/bank/statements/", finance.Address.AbsolutePath, StringComparison.Ordinal);
        foreach (var text in new[] { "£1,000.00 opening", "£250.00 in", "-£4.10 out", "£1,245.90 closing", "<b>HIRE</b> OF HALL", "MT940, 7/1" }) Assert.Contains(text, finance.MainText, StringComparison.Ordinal);
        await UploadAsync(finance, account, file);
        Assert.Contains("All 2 lines were imported before: nothing has changed", finance.MainText, StringComparison.Ordinal);
        await UploadAsync(finance, account, BankFiles.Mt940(number, 9, Day.AddDays(2), 124_590));
        await finance.GoAsync($"/finance/bank/accounts/{account}");
        Assert.Contains("Statement 8 is missing.", finance.MainText, StringComparison.Ordinal);
        Assert.Equal(2, finance.Page.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task File_BrokenEmptyTooLargeOrOfNoAccount_IsRefusedWithTheReason()
    {
        var (account, number) = await shop.AddBankAccountAsync();
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        var broken = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(BankFiles.Mt940(number, 7, Day, 0, ("A", 100))).Replace("C1,00", "C1,01", StringComparison.Ordinal));
        await UploadAsync(finance, account, broken);
        Assert.Contains("Nothing was imported. Line 7 of the file: Statement 7 does not add up", Assert.Single(finance.Errors), StringComparison.Ordinal);
        await UploadAsync(finance, account, []);
        Assert.Equal(["The selected file is empty"], finance.Errors);
        await UploadAsync(finance, account, "%PDF-1.7"u8.ToArray());
        Assert.Contains("not a statement but a document", Assert.Single(finance.Errors), StringComparison.Ordinal);
        await UploadAsync(finance, account, new byte[5_000_001]);
        Assert.Equal(["The selected file must be smaller than 5MB"], finance.Errors);
        // Where a larger request is sent, unread.
        await finance.GoAsync("/finance/bank?tooBig=true");
        Assert.Equal(["The selected file must be smaller than 5MB"], finance.Errors);
        await finance.GoAsync("/finance/bank");
        await finance.SubmitAsync("Import statement", ("opening", "x"), ("account", ""));
        Assert.Equal(["Select the account that the statement is of", "Select the statement’s file", "The opening balance must be an amount, like 1,234.50 or -12.00", "Enter both balances or none"], finance.Errors);
        Assert.Empty((await shop.SendAsync(new ListStatements(account))).Rows);
    }

    [Fact]
    public async Task Csv_OfANewBank_IsLaidOutWithAPreviewInPlainWords()
    {
        var (account, _) = await shop.AddBankAccountAsync();
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await UploadAsync(finance, account, "Date,Details,Paid in,Paid out,Balance\n05/10/2026,STRIPE,76.06,,1076.06\n06/10/2026,\"CHARGES, MONTHLY\",,4.10,1071.96\n"u8.ToArray());
        Assert.Equal("What the columns mean", finance.Heading.Split('\n')[0].Trim()[..21]);
        Assert.Contains("On 5 October 2026, £76.06 came in: STRIPE On 6 October 2026, £4.10 went out: CHARGES, MONTHLY", finance.MainText, StringComparison.Ordinal);
        Assert.Contains("The balance goes from £1,000.00 to £1,071.96, and every line agrees with it.", finance.MainText, StringComparison.Ordinal);
        await finance.SubmitAsync("Update what it means", ("dateColumn", "2"));
        Assert.Contains("It cannot be read so. Line 2: “STRIPE” in column 2 is not a date like 31/12/2026.", finance.MainText, StringComparison.Ordinal);
        await finance.SubmitAsync("Save layout and import", ("headerRows", "many"));
        Assert.Contains("Enter how many rows stand above", Assert.Single(finance.Errors), StringComparison.Ordinal);
        await finance.SubmitAsync("Save layout and import", ("headerRows", "1"), ("dateColumn", "1"));
        Assert.Contains("2 lines imported", finance.MainText, StringComparison.Ordinal);
        await UploadAsync(finance, account, "Date,Details,Paid in,Paid out,Balance\n07/10/2026,STRIPE,1.00,,1072.96\n"u8.ToArray());
        Assert.Contains("1 line imported", finance.MainText, StringComparison.Ordinal);
        await UploadAsync(finance, account, "Day,Details,Paid in,Paid out,Balance\n08/10/2026,STRIPE,1.00,,1073.96\n"u8.ToArray());
        Assert.Contains("The columns are not those for which the layout of this account was saved", Assert.Single(finance.Errors), StringComparison.Ordinal);
        await finance.ClickAsync("check the layout");
        Assert.Equal(HttpStatusCode.OK, finance.Status);
        await finance.GoAsync($"/finance/bank/uploads/{Guid.NewGuid()}");
        Assert.Contains("That file does not wait any more", finance.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_AddedAndItsPolicyChanged_IsListed()
    {
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/bank/accounts/add");
        await finance.SubmitAsync("Add account", ("name", "General"), ("sortCode", "1"), ("number", "2"));
        Assert.Equal(["Enter a sort code of 6 digits, like 30-12-34"], finance.Errors);
        await finance.SubmitAsync("Add account", ("sortCode", "82-12-34"), ("number", "11112222"));
        await finance.ClickAsync("General");
        await finance.SubmitAsync("Save", ("exact", "yes"), ("reason", ""));
        Assert.Equal(["Enter why, in 500 characters or fewer"], finance.Errors);
        await finance.SubmitAsync("Save", ("exact", "yes"), ("reason", "Proved for a quarter"));
        Assert.True((await shop.SendAsync(new ListBankAccounts())).Single(a => a.Number == "11112222").ConfirmsExactMatches);
    }

    [Fact]
    public async Task Administrator_PostsAFile_IsForbidden()
    {
        var (account, number) = await shop.AddBankAccountAsync();
        using var administrator = await shop.SignedInAsync(StaffRole.Administrator);
        await administrator.GoAsync("/staff/password");
        var token = Visitor.FieldsOf(administrator.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlFormElement>("main form")!).Single(f => f.Key.StartsWith("__", StringComparison.Ordinal));
        await administrator.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(shop.Address, "/finance/bank"))
        {
            Content = new MultipartFormDataContent { { new StringContent(token.Value), token.Key }, { new StringContent(account.ToString()), "account" }, { new ByteArrayContent(BankFiles.Mt940(number, 1, Day, 0)), "file", "x.sta" } },
        });
        Assert.Equal(HttpStatusCode.Forbidden, administrator.Status);
        Assert.Empty((await shop.SendAsync(new ListStatements(account))).Rows);
    }

    private static async Task UploadAsync(Visitor visitor, Guid account, byte[] content)
    {
        await visitor.GoAsync("/finance/bank");
        await visitor.SubmitAsync("Import statement", [("account", account.ToString())], [("file", "statement.txt", content)]);
    }
}
