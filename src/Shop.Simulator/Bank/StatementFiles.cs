using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Shop.Simulator.Bank;

/// <summary>A statement as a bank's download would be: the format changes from month to month.</summary>
public static class StatementFiles
{
    public const string SortCode = "20-45-77";
    public const string Account = "60123459";
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>File name and bytes, in turn CSV, MT940 and CAMT.053.</summary>
    public static (string Name, byte[] Bytes) Write(BankStatement statement) => (statement.Number % 3) switch
    {
        1 => ($"statement-{statement.Number:000}.csv", Encoding.UTF8.GetBytes(Csv(statement))),
        2 => ($"statement-{statement.Number:000}.sta", Encoding.ASCII.GetBytes(Mt940(statement))),
        _ => ($"statement-{statement.Number:000}.xml", Encoding.UTF8.GetBytes(Camt053(statement))),
    };

    private static string Csv(BankStatement statement)
    {
        var text = new StringBuilder("Date,Description,Reference,Paid in,Paid out,Balance\r\n");
        var balance = statement.OpeningPence;
        foreach (var line in statement.Lines)
        {
            balance += line.AmountPence;
            var (paidIn, paidOut) = line.AmountPence >= 0 ? (Pounds(line.AmountPence, '.'), "") : ("", Pounds(-line.AmountPence, '.'));
            text.Append(Plain, $"{line.Date:dd/MM/yyyy},\"{line.Text}\",{line.Reference},{paidIn},{paidOut},{Pounds(balance, '.')}\r\n");
        }

        return text.ToString();
    }

    private static string Mt940(BankStatement statement)
    {
        var text = new StringBuilder();
        text.Append(Plain, $":20:LARKMERE{statement.Number:000}\r\n:25:{SortCode.Replace("-", "", StringComparison.Ordinal)}/{Account}\r\n:28C:{statement.Number}/1\r\n");
        text.Append(Plain, $":60F:{Sign(statement.OpeningPence)}{statement.From:yyMMdd}GBP{Pounds(Math.Abs(statement.OpeningPence), ',')}\r\n");
        foreach (var line in statement.Lines)
        {
            text.Append(Plain, $":61:{line.Date:yyMMdd}{line.Date:MMdd}{Sign(line.AmountPence)}{Pounds(Math.Abs(line.AmountPence), ',')}NTRF{Sixteen(line.Reference)}\r\n");
            text.Append(Plain, $":86:{line.Text}\r\n");
        }

        text.Append(Plain, $":62F:{Sign(statement.ClosingPence)}{statement.Until:yyMMdd}GBP{Pounds(Math.Abs(statement.ClosingPence), ',')}\r\n-\r\n");
        return text.ToString();
    }

    private static string Camt053(BankStatement statement)
    {
        XNamespace ns = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
        XElement Money(string name, long pence) => new(ns + name, new XAttribute("Ccy", "GBP"), Pounds(Math.Abs(pence), '.'));
        XElement Balance(string code, long pence, DateOnly day) => new(ns + "Bal",
            new XElement(ns + "Tp", new XElement(ns + "CdOrPrtry", new XElement(ns + "Cd", code))),
            Money("Amt", pence), new XElement(ns + "CdtDbtInd", pence >= 0 ? "CRDT" : "DBIT"), new XElement(ns + "Dt", new XElement(ns + "Dt", day.ToString("yyyy-MM-dd", Plain))));
        var entries = statement.Lines.Select(line => new XElement(ns + "Ntry",
            Money("Amt", line.AmountPence), new XElement(ns + "CdtDbtInd", line.AmountPence >= 0 ? "CRDT" : "DBIT"), new XElement(ns + "Sts", new XElement(ns + "Cd", "BOOK")),
            new XElement(ns + "BookgDt", new XElement(ns + "Dt", line.Date.ToString("yyyy-MM-dd", Plain))),
            new XElement(ns + "ValDt", new XElement(ns + "Dt", line.Date.ToString("yyyy-MM-dd", Plain))),
            new XElement(ns + "AcctSvcrRef", line.Reference),
            new XElement(ns + "NtryDtls", new XElement(ns + "TxDtls",
                new XElement(ns + "Refs", new XElement(ns + "EndToEndId", line.Reference.Length > 0 ? line.Reference : "NOTPROVIDED")),
                new XElement(ns + "RmtInf", new XElement(ns + "Ustrd", line.Text))))));
        var document = new XDocument(new XDeclaration("1.0", "utf-8", null), new XElement(ns + "Document", new XElement(ns + "BkToCstmrStmt",
            new XElement(ns + "GrpHdr", new XElement(ns + "MsgId", $"LARK{statement.Number:000}"), new XElement(ns + "CreDtTm", statement.Until.ToString("yyyy-MM-dd", Plain) + "T23:00:00")),
            new XElement(ns + "Stmt", new XElement(ns + "Id", $"STMT{statement.Number:000}"), new XElement(ns + "ElctrncSeqNb", statement.Number),
                new XElement(ns + "CreDtTm", statement.Until.ToString("yyyy-MM-dd", Plain) + "T23:00:00"),
                new XElement(ns + "Acct", new XElement(ns + "Id", new XElement(ns + "Othr", new XElement(ns + "Id", SortCode.Replace("-", "", StringComparison.Ordinal) + Account))), new XElement(ns + "Ccy", "GBP")),
                Balance("OPBD", statement.OpeningPence, statement.From), Balance("CLBD", statement.ClosingPence, statement.Until), entries))));
        return document.Declaration + "\n" + document;
    }

    private static char Sign(long pence) => pence >= 0 ? 'C' : 'D';

    private static string Sixteen(string reference) => reference.Length == 0 ? "NONREF" : reference[..Math.Min(16, reference.Length)];

    /// <summary>Pounds with two places: 7606 is 76.06.</summary>
    private static string Pounds(long pence, char point) => string.Create(Plain, $"{(pence < 0 ? "-" : "")}{Math.Abs(pence) / 100}{point}{Math.Abs(pence) % 100:00}");
}
