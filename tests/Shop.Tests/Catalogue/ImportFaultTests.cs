using Shop.Catalogue.Import;

namespace Shop.Tests.Catalogue;

/// <summary>Each mistake an editor can make is named with its file, its place and what is wrong.</summary>
public sealed class ImportFaultTests
{
    private const string Skip = "services/skip-permit.json";

    [Theory]
    // file, place to change, new value (null removes), place of the fault, words of the fault
    [InlineData(Skip, "/id", "\"other\"", "/id", "not the file's name")]
    [InlineData(Skip, "/title", "\"\"", "/title", "0 characters")]
    [InlineData(Skip, "/title", null, "/title", "missing")]
    [InlineData(Skip, "/summary", "\"<b>bold</b> words for a summary\"", "/summary", "HTML")]
    [InlineData(Skip, "/summary", "7", "/summary", "7 is not valid")]
    [InlineData(Skip, "/tittle", "\"x\"", "/tittle", "not known here")]
    [InlineData(Skip, "/category", "\"nowhere\"", "/category", "not a category")]
    [InlineData(Skip, "/team", "\"nobody\"", "/team", "not a team")]
    [InlineData(Skip, "/payModel", "\"barter\"", "/payModel", "not valid")]
    [InlineData(Skip, "/payModel", "\"free\"", "/charges/0", "the service is free")]
    [InlineData(Skip, "/needsApproval", "\"yes\"", "/needsApproval", "not valid")]
    [InlineData(Skip, "/howLongItTakes/workingDays", "-1", "/howLongItTakes/workingDays", "not valid")]
    [InlineData(Skip, "/keywords", "[\"one\"]", "/keywords", "1 entries")]
    [InlineData(Skip, "/options/0/id", "\"quantity\"", "/options/0/id", "meaning of its own")]
    [InlineData(Skip, "/options/0/choices/1/id", "\"1-week\"", "/options/0/choices", "2 times")]
    [InlineData(Skip, "/impossible", "[{ \"length\": \"9-weeks\" }]", "/impossible/0/length", "not a choice")]
    [InlineData(Skip, "/impossible", "[{ \"colour\": \"red\" }]", "/impossible/0/colour", "not an option")]
    [InlineData(Skip, "/impossible", "[{}]", "/impossible/0", "empty")]
    [InlineData(Skip, "/notice/dateQuestion", "\"location\"", "/notice/dateQuestion", "not a required date question")]
    [InlineData(Skip, "/notice/reason", null, "/notice/reason", "no reason")]
    [InlineData(Skip, "/charges/0/vatCode", "\"Q\"", "/charges/0/vatCode", "not a code of vat-codes.json")]
    [InlineData(Skip, "/charges/0/costCentre", "\"XX999\"", "/charges/0/costCentre", "not a cost centre")]
    [InlineData(Skip, "/charges/0/subjective", "\"00000\"", "/charges/0/subjective", "not a subjective")]
    [InlineData(Skip, "/charges/0/amount", "{ \"fixed\": -1 }", "/charges/0/amount/fixed", "not valid")]
    [InlineData(Skip, "/charges/0/amount", "{ \"fixed\": 10.5 }", "/charges/0/amount/fixed", "not valid")]
    [InlineData(Skip, "/charges/0/amount", "{ \"fixed\": 99999999999999999999 }", "/charges/0/amount/fixed", "not valid")]
    [InlineData(Skip, "/charges/0/amount", "{ \"perUnit\": 100 }", "/charges/0/amount/perUnit", "no quantity")]
    [InlineData(Skip, "/charges/0/amount", "{ \"fixed\": 1, \"rule\": \"quote\" }", "/charges/0/amount/fixed", "either computed or a rule")]
    [InlineData(Skip, "/charges/0/amount", "{ \"rule\": \"guess\" }", "/charges/0/amount/rule", "not a rule")]
    [InlineData(Skip, "/charges/0/keptWords", null, "/charges/0/keptWords", "does not say so")]
    [InlineData(Skip, "/charges/0/kind", "\"securityBond\"", "/charges/0/refundable", "given back")]
    [InlineData(Skip, "/charges/0/kind", "\"securityBond\"", "/charges/0/subjective", "liability")]
    [InlineData(Skip, "/charges/1/when", "{ \"length\": [\"9-weeks\"] }", "/charges/1/when/length/0", "not a choice")]
    [InlineData(Skip, "/charges/5/when", "{ \"notice\": [\"retrospective\"] }", "/charges/5/when/notice/0", "not a choice")]
    [InlineData(Skip, "/charges/1/id", "\"admin\"", "/charges", "2 times")]
    [InlineData(Skip, "/questions/0/type", "\"telepathy\"", "/questions/0/type", "not a type of question")]
    [InlineData(Skip, "/questions/0/id", "\"option-length\"", "/questions/0/id", "taken by the page")]
    [InlineData(Skip, "/questions/0/maxLength", "5", "/questions/0/maxLength", "not known here")]
    [InlineData(Skip, "/questions/1/earliest", "\"2026-02-30\"", "/questions/1/earliest", "is no date")]
    [InlineData(Skip, "/questions/3/mustBeMessage", null, "/questions/3/mustBeMessage", "no message")]
    [InlineData(Skip, "/questions/2/when", "{ \"length\": [\"9-weeks\"] }", "/questions/2/when/length/0", "not a choice")]
    [InlineData(Skip, "/questions/2/when", "{ \"colour\": [\"red\"] }", "/questions/2/when/colour", "not an option")]
    [InlineData(Skip, "/questions/2/when", "{ \"notice\": [\"full\"] }", "/questions/2/when/notice", "not an option")]
    [InlineData(Skip, "/uploads/0/maxFiles", "6", "/uploads/0/maxFiles", "not valid")]
    [InlineData("council.json", "/vatNumber", "\"12\"", "/vatNumber", "not valid")]
    [InlineData("council.json", "/cardStatementText", "\"A NAME THAT IS MUCH TOO LONG\"", "/cardStatementText", "not valid")]
    [InlineData("teams.json", "/teams/0/email", "\"nobody\"", "/teams/0/email", "not valid")]
    [InlineData("teams.json", "/teams/1/id", "\"street-works\"", "/teams", "2 times")]
    [InlineData("vat-codes.json", "/vatCodes/0/rateBasisPoints", "0", "/vatCodes/0/rateBasisPoints", "does not go with")]
    [InlineData("vat-codes.json", "/vatCodes/0/until", "\"2010-01-01\"", "/vatCodes/0/until", "before")]
    [InlineData("vat-codes.json", "/vatCodes/0/approvedBy", null, "/vatCodes/0/approvedBy", "missing")]
    [InlineData("vat-codes.json", "/vatCodes/0/from", "\"2010\"", "/vatCodes/0/from", "characters")]
    [InlineData("ledger.json", "/controlAccounts/0/account", "\"petty-cash\"", "/controlAccounts/0/account", "not an account")]
    [InlineData("ledger.json", "/controlAccounts/0/subjective", "\"91210\"", "/controlAccounts/0/subjective", "no income")]
    [InlineData("ledger.json", "/controlAccounts/0/costCentre", "\"XX999\"", "/controlAccounts/0/costCentre", "not a cost centre")]
    [InlineData("ledger.json", "/controlAccounts/1", null, "/controlAccounts", "is missing")]
    [InlineData("ledger.json", "/controlAccounts/1/account", "\"stripe-clearing\"", "/controlAccounts", "2 times")]
    [InlineData(Skip, "/charges/0/subjective", "\"12110\"", "/charges/0/subjective", "asset")]
    [InlineData("export-profiles/generic.json", "/delimiter", "\"#\"", "/delimiter", "not a delimiter")]
    [InlineData("export-profiles/generic.json", "/decimalSeparator", "\",\"", "/decimalSeparator", "delimiter")]
    [InlineData("export-profiles/generic.json", "/columns/0/value", "\"colour\"", "/columns/0/value", "not valid")]
    [InlineData("export-profiles/generic.json", "/columns/0/text", "\"SHOP\"", "/columns/0/text", "no other")]
    [InlineData("export-profiles/generic.json", "/lines", "\"summed\"", "/columns/11", "summed")]
    [InlineData("export-profiles/summed-signed.json", "/columns/8", null, "/columns", "amounts")]
    [InlineData("bank-holidays.json", "/holidays/0/date", "\"2025-02-30\"", "/holidays/0/date", "no date")]
    [InlineData("synonyms.json", "/synonyms/0/twoWay", "false", "/synonyms/0/twoWay", "not true")]
    [InlineData("most-used.json", "/services/0", "\"no-such-service\"", "/services/0", "not a service")]
    public void Mistake_InAFile_IsNamedWithItsPlace(string file, string change, string? value, string place, string words)
    {
        using var copy = new SeedCopy();
        copy.Set(file, change, value);
        var read = CatalogueFolder.Read(copy.Folder);
        Assert.Null(read.Reference);
        var fault = Assert.Single(read.Faults, f => f.File == file && f.Place == place && f.Problem.Contains(words, StringComparison.Ordinal));
        Assert.NotEmpty(fault.Allowed);
    }

    [Fact]
    public void CombinationWithoutACharge_OfAServiceThatWouldBeOnline_IsAFault()
    {
        using var copy = new SeedCopy();
        copy.Set(Skip, "/charges/0/when", "{ \"length\": [\"1-week\"] }");
        copy.Set(Skip, "/charges/1", null);
        copy.Set(Skip, "/charges/1", null);
        var fault = Assert.Single(CatalogueFolder.Read(copy.Folder).Faults, f => f.Problem.Contains("notice = full", StringComparison.Ordinal));
        Assert.Equal((Skip, "/charges"), (fault.File, fault.Place));
        Assert.Contains("length = 2-weeks", fault.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"name\": ")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{ \"name\": \"A\", \"name\": \"B\" }")]
    public void File_ThatIsNoJsonObject_IsNamed(string text)
    {
        using var copy = new SeedCopy();
        copy.Write("council.json", text);
        Assert.Contains(CatalogueFolder.Read(copy.Folder).Faults, f => f is { File: "council.json", Place: "" });
    }

    [Fact]
    public void MissingFile_WithAMistakeElsewhere_BothAreTold()
    {
        using var copy = new SeedCopy();
        copy.Delete("ledger.json");
        copy.Set(Skip, "/title", "5");
        var faults = CatalogueFolder.Read(copy.Folder).Faults;
        Assert.Equal(["services/skip-permit.json", "ledger.json"], faults.Select(f => f.File).OrderDescending());
    }
}
