using System.Text;
using CsCheck;
using Shop.Finance.Bank.Reading;

namespace Shop.Tests.Finance.Bank;

/// <summary>Each format by hand-made samples, each control total broken on purpose, and thousands of mutated files.</summary>
public sealed class StatementReaderTests
{
    private static readonly string[] AllSamples = ["lloyds.csv", "natwest-old.csv", "clydesdale.csv", "two-columns.csv", "day.sta", "wrapped.sta", "day-v02.xml", "two-days-v08.xml"];

    private static readonly string[] Inserts = ["<", ">", ":", ",", "\n", ":61:", ":62F:C261005GBP1,00", "</Ntry>", "\"", "9999999999999", "-", "é", "{4:", "?20"];

    public static TheoryData<string> Samples => [.. AllSamples];

    [Fact]
    public void Lloyds_NoHeaderSignedAmounts_IsReadWithThousandsAndQuotes()
    {
        var read = Assert.Single(Read("lloyds.csv"));
        Assert.Equal("30-12-34-12345678", read.Account);
        Assert.Equal([(1, 7606L, "STRIPE PAYMENTS UK LTD LARKMERE STRIPE"), (2, -12000L, "TELEPHONE BT GROUP"), (3, 120450L, "STRIPE PAYMENTS, UK LTD LARKMERE STRIPE")], read.Lines.Select(l => (l.Row, l.AmountPence, l.Text)));
        Assert.Equal((new DateOnly(2026, 10, 5), new DateOnly(2026, 10, 6), "BGC", "LARKMERE STRIPE"), (read.From, read.To, read.Lines[0].Type, read.Lines[0].Reference));
        Assert.Null(read.OpeningPence);
    }

    [Fact]
    public void NatWestOld_HeaderAndShortDates_IsRead()
    {
        var read = Assert.Single(Read("natwest-old.csv"));
        Assert.Equal([(2, new DateOnly(2026, 10, 5), 7606L, "STRIPE LARKMERE COUNCIL", null), (3, new DateOnly(2026, 10, 5), -3500, "CHEQUE", "100234"), (4, new DateOnly(2026, 10, 6), 120450, "STRIPE LARKMERE COUNCIL", null)], read.Lines.Select(l => (l.Row, l.Date, l.AmountPence, l.Text, l.Reference)));
    }

    [Fact]
    public void Clydesdale_BlankLineBetween_IsReadWithTheFilesLineNumbers()
    {
        var read = Assert.Single(Read("clydesdale.csv"));
        Assert.Equal("82123412345678", read.Account);
        Assert.Equal([(1, 7606L, "STRIPE PAYMENTS LARKMERE PO 7F3K"), (2, -410L, "CHARGES MONTHLY FEE"), (4, 94L, "STRIPE PAYMENTS LARKMERE PO 8A1B")], read.Lines.Select(l => (l.Row, l.AmountPence, l.Text)));
    }

    [Fact]
    public void TwoColumns_NewestFirstDecimalComma_GivesBalancesInOrderOfTime()
    {
        var read = Assert.Single(Read("two-columns.csv"));
        Assert.Equal((100000L, 227656L), (read.OpeningPence, read.ClosingPence));
        Assert.Equal([7606, -400, 120450], read.Lines.Select(l => l.AmountPence));
        Assert.Equal("STRIPE; LARKMERE", read.Lines[2].Text);
    }

    [Fact]
    public void Mt940_OneDay_IsReadWithTextAndReferences()
    {
        var read = Assert.Single(Read("day.sta"));
        Assert.Equal(("301234 12345678", "00047", "001", 100000L, 95606L), (read.Account, read.Number, read.Sequence, read.OpeningPence, read.ClosingPence));
        Assert.Equal([(5, 7606L, "STRIPE LARKMERE", "NTRF"), (9, -12000L, "BK0002", "NDDT")], read.Lines.Select(l => (l.Row, l.AmountPence, l.Reference, l.Type)));
        Assert.Equal("STRIPE PAYMENTS UK LTD LARKMERE PO 7F3K STRIPE PAYMENTS UK LTD STRIPE LARKMERE BK0001", read.Lines[0].Text);
    }

    [Fact]
    public void Mt940_WrappedReversalsAndPages_AreReadWithTheirSigns()
    {
        var read = Read("wrapped.sta");
        Assert.Equal([("48", "1"), ("48", "2")], read.Select(s => (s.Number, s.Sequence)));
        Assert.Equal([120450, -7606, 500], read[0].Lines.Select(l => l.AmountPence));
        Assert.Equal("BANK GIRO CREDIT STRIPE PAYMENTS LARKMERE PO 8A1B STRIPE PO2", read[0].Lines[0].Text);
        Assert.Equal((new DateOnly(2027, 1, 2), new DateOnly(2026, 12, 31)), (read[0].Lines[2].Date, read[0].Lines[2].ValueDate));
        Assert.Empty(read[1].Lines);
    }

    [Fact]
    public void Camt053_Version02_IsReadWithTextAndReferences()
    {
        var read = Assert.Single(Read("day-v02.xml"));
        Assert.Equal(("GB29LARK30123412345678", "47", 100000L, 107206L), (read.Account, read.Number, read.OpeningPence, read.ClosingPence));
        Assert.Equal([(7606L, "PO7F3K", "DMCT"), (-400L, null, "CHG")], read.Lines.Select(l => (l.AmountPence, l.Reference, l.Type)));
        Assert.Equal("STRIPE PAYMENTS UK LTD LARKMERE COUNCIL PO7F3K BK0001", read.Lines[0].Text);
    }

    [Fact]
    public void Camt053_Version08_PendingIsLeftOutAndReversalsKeepTheirDirection()
    {
        var read = Read("two-days-v08.xml");
        Assert.Equal([("48", 107206L, -13244L), ("49", -13244L, -13244L)], read.Select(s => (s.Number, s.OpeningPence, s.ClosingPence)));
        var line = Assert.Single(read[0].Lines);
        Assert.Equal((-120450L, new DateOnly(2026, 10, 6), "STRIPE PAYOUT RETURNED RF18 1"), (line.AmountPence, line.Date, line.Text));
    }

    [Theory]
    [InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void Camt053_EachVersionKnown_IsRead(int version) =>
        Assert.Single(Read(Text("day-v02.xml").Replace("053.001.02", $"053.001.0{version}", StringComparison.Ordinal), null)[0].Lines, l => l.AmountPence == 7606);

    /// <summary>One thing broken at a time: refused whole, with the line and a reason that names it.</summary>
    [Theory]
    [InlineData("lloyds.csv", "-120.00", "12O.00", 2, "is not an amount")]
    [InlineData("lloyds.csv", "06/10/26,30", "31/02/26,30", 3, "is not a date like 31/12/26")]
    [InlineData("lloyds.csv", "06/10/26,30-12-34-12345678", "06/10/26,30-12-34-87654321", 3, "those before are of 30-12-34-12345678")]
    [InlineData("lloyds.csv", "76.06", "76.065", 1, "is not an amount")]
    [InlineData("lloyds.csv", "76.06", "76,06", 1, "has 8 columns, the others have 7")]
    [InlineData("natwest-old.csv", "Date,,,Value", "Date,,,Amount", 1, "not those for which the layout")]
    [InlineData("clydesdale.csv", ",CHARGES,-4.10,MONTHLY FEE", "", 2, "has no column 8")]
    [InlineData("two-columns.csv", "Bank charges;;;4,00", "Bank charges;;;4,01", 5, "a line is missing or an amount is wrong")]
    [InlineData("two-columns.csv", "Bank charges;;;4,00", "Bank charges;;4,00;4,00", 5, "an amount in and an amount out")]
    [InlineData("two-columns.csv", "Bank charges;;;4,00", "Bank charges;;;", 5, "There is no amount in columns 4 and 5")]
    [InlineData("day.sta", "D120,00", "D120,01", 11, "does not add up: opening balance £1,000.00 and lines of -£43.95 make £956.05, but the closing balance is £956.06")]
    [InlineData("day.sta", ":62F:C261005GBP956,06", ":62F:D261005GBP956,06", 11, "does not add up")]
    [InlineData("day.sta", ":60F:C261002GBP", ":60F:C261002EUR", 4, "is kept in EUR, not in pounds")]
    [InlineData("day.sta", "2610051005C", "2610321005C", 5, "is not a date")]
    [InlineData("day.sta", "2610051005C", "2610051305C", 5, "is not a day of a month")]
    [InlineData("day.sta", "2610051005C76,06", "2610051005X76,06", 5, "cannot be read")]
    [InlineData("day.sta", ":28C:00047/001\n", "", 1, "has no field :28C:")]
    [InlineData("day.sta", ":64:", ":62F:", 12, "has field :62F: twice")]
    [InlineData("day.sta", ":62F:C261005GBP956,06\n", "", 1, "has no field :62F:")]
    [InlineData("day-v02.xml", "<Amt Ccy=\"GBP\">4.00</Amt>", "<Amt Ccy=\"GBP\">4.01</Amt>", 11, "does not add up")]
    [InlineData("day-v02.xml", "<NbOfNtries>2", "<NbOfNtries>3", 13, "says that it has 3 entries, but it has 2")]
    [InlineData("day-v02.xml", "<Sum>80.06", "<Sum>80.05", 13, "says that its entries sum to 80.05, but they sum to 80.06")]
    [InlineData("day-v02.xml", "<Cd>OPBD</Cd>", "<Cd>XXXX</Cd>", 5, "has no opening balance")]
    [InlineData("day-v02.xml", "<Cd>CLAV</Cd>", "<Cd>CLBD</Cd>", 12, "has the balance CLBD twice")]
    [InlineData("day-v02.xml", "<Amt Ccy=\"GBP\">4.00", "<Amt Ccy=\"EUR\">4.00", 27, "is in EUR, not in pounds")]
    [InlineData("day-v02.xml", "camt.053.001.02", "camt.052.001.02", 2, "This is not a bank statement")]
    [InlineData("day-v02.xml", "camt.053.001.02", "camt.053.001.13", 2, "This is not a bank statement")]
    [InlineData("day-v02.xml", "</BkToCstmrStmt>", "</BkToCstmrStat>", 33, "The XML is broken here")]
    [InlineData("day-v02.xml", "<Document", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\n<Document", 2, "document type declaration")]
    [InlineData("day-v02.xml", "<Sts>BOOK</Sts>\n        <BookgDt><Dt>2026-10-05</Dt></BookgDt>\n", "<Sts>MAYBE</Sts>\n", 26, "The state “MAYBE” of this entry is not known")]
    public void File_BrokenInOnePlace_IsRefusedWithLineAndReason(string sample, string part, string broken, int row, string reason)
    {
        var text = Text(sample);
        Assert.Contains(part, text, StringComparison.Ordinal);
        var refusal = Assert.Throws<StatementRefusedException>(() => Read(text.Replace(part, broken, StringComparison.Ordinal), Layouts.Of(sample)));
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.Equal(row, refusal.Row);
    }

    [Theory]
    [InlineData("%PDF-1.7 x", "a document or a spreadsheet")]
    [InlineData("PK\u0003\u0004", "a document or a spreadsheet")]
    [InlineData("a\0b", "not text")]
    [InlineData(" \r\n ", "empty")]
    [InlineData("<html><body>Session expired</body></html>", "This is not a bank statement")]
    [InlineData("{1:F01}\nrubbish", "the first field should be :20:")]
    public void File_OfAnotherKind_IsRefused(string content, string reason) =>
        Assert.Contains(reason, Assert.Throws<StatementRefusedException>(() => Read(content, Layouts.Of("lloyds.csv"))).Reason, StringComparison.Ordinal);

    [Fact]
    public void File_TooLargeOrTooDeep_IsRefused()
    {
        Assert.Contains("larger than 5MB", Assert.Throws<StatementRefusedException>(() => StatementFileReader.Read(new byte[StatementFileReader.MostBytes + 1], null)).Reason, StringComparison.Ordinal);
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));
        Assert.Contains("nested too deeply", Assert.Throws<StatementRefusedException>(() => Read(deep, null)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_InLatin1AndUtf16_IsRead()
    {
        var text = "05/10/26,1,,BGC,1.00,x,CAFÉ £5";
        foreach (var bytes in new[] { Encoding.Latin1.GetBytes(text), [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)], [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)] })
            Assert.Equal("CAFÉ £5 x", StatementFileReader.Read(bytes, Layouts.Of("lloyds.csv"))[0].Lines[0].Text);
    }

    [Theory]
    [InlineData("1,234.50", 123450)]
    [InlineData("£97", 9700)]
    [InlineData("-0.07", -7)]
    [InlineData("(12.00)", -1200)]
    [InlineData("12.00-", -1200)]
    [InlineData("12.00 DR", -1200)]
    [InlineData("12.5CR", 1250)]
    [InlineData("+3.100", 310)]
    [InlineData("-£4.00", -400)]
    public void Pence_AsBanksWriteIt_IsRead(string text, long pence) => Assert.Equal(pence, ReadText.Pence(text, '.'));

    [Theory]
    [InlineData(""), InlineData("-"), InlineData("1.2.3"), InlineData("12,34"), InlineData("1,23,456.00"), InlineData("1.005"), InlineData("99999999999.00"), InlineData("ten"), InlineData("1e3"), InlineData("--1")]
    public void Pence_OfWhatIsNoAmount_IsNothing(string text) => Assert.Null(ReadText.Pence(text, '.'));

    [Fact]
    public void Pence_AnyAmountWritten_IsReadBack() => Gen.Long[-99_999_999_999, 99_999_999_999].Sample(pence =>
        ReadText.Pence(new Shop.Kernel.Money(pence).ToString(), '.') == pence && ReadText.Pence(new Shop.Kernel.Money(pence).ToDecimalText(), '.') == pence);

    /// <summary>Bytes changed, cut, doubled and put elsewhere: read or refused, nothing else, and what is read adds up.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void File_Mutated_IsReadOrRefusedAndNothingElse(string sample)
    {
        var original = Bytes(sample);
        var change = Gen.Select(Gen.Int[0, 4], Gen.Int[0, original.Length - 1], Gen.Int[0, 40], Gen.Byte, Gen.Int[0, Inserts.Length - 1]);
        change.Array[1, 4].Sample(
            changes =>
            {
                var bytes = changes.Aggregate(original, (b, c) => Mutate(b, c.Item1, c.Item2, c.Item3, c.Item4, Inserts[c.Item5]));
                try
                {
                    foreach (var statement in StatementFileReader.Read(bytes, Layouts.Of(sample)))
                    {
                        Assert.All(statement.Lines, l => Assert.InRange(l.Text.Length, 1, ReadText.Longest));
                        if (statement.OpeningPence is { } opening) Assert.Equal(statement.ClosingPence, opening + statement.Lines.Sum(l => l.AmountPence));
                    }
                }
                catch (StatementRefusedException e)
                {
                    Assert.NotEmpty(e.Reason);
                }
            },
            iter: 2000);
    }

    private static byte[] Mutate(byte[] bytes, int how, int at, int length, byte with, string insert)
    {
        if (bytes.Length == 0) return [with];
        at %= bytes.Length;
        length = Math.Min(length, bytes.Length - at);
        return how switch
        {
            0 => [.. bytes[..at], with, .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. bytes[(at + length)..]],
            2 => [.. bytes[..(at + length)], .. bytes[at..]],
            3 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(insert), .. bytes[at..]],
            _ => bytes[..at],
        };
    }

    internal static byte[] Bytes(string sample) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Finance", "Bank", "Samples", sample));

    private static string Text(string sample) => Encoding.UTF8.GetString(Bytes(sample));

    private static IReadOnlyList<ReadStatement> Read(string sample) => StatementFileReader.Read(Bytes(sample), Layouts.Of(sample));

    private static IReadOnlyList<ReadStatement> Read(string text, CsvMapping? mapping) => StatementFileReader.Read(Encoding.UTF8.GetBytes(text), mapping);
}
