using Shop.Finance.Bank.Reading;

namespace Shop.Tests.Finance.Bank;

/// <summary>The layouts of banks as an officer would save them.</summary>
internal static class Layouts
{
    public static CsvMapping? Of(string sample) => sample switch
    {
        "lloyds.csv" => new CsvMapping(",", 0, 1, "d/M/yy", CsvAmounts.InwardPositive, 5, null, [7, 6], ReferenceColumn: 6, TypeColumn: 4, AccountColumn: 2),
        "natwest-old.csv" => new CsvMapping(",", 1, 1, "yyMMdd", CsvAmounts.InwardPositive, 4, null, [5], ReferenceColumn: 8, TypeColumn: 6, Header: ["Date", "", "", "Value", "Description", "Type", "", "Cheque"]),
        "clydesdale.csv" => new CsvMapping(",", 0, 1, "yyyy/M/d", CsvAmounts.InwardPositive, 8, null, [7, 9], AccountColumn: 3),
        "two-columns.csv" => new CsvMapping(";", 3, 1, "d-MMM-yy", CsvAmounts.TwoColumns, 4, 5, [2], ReferenceColumn: 3, BalanceColumn: 6, DecimalPoint: ","),
        _ => null,
    };
}
