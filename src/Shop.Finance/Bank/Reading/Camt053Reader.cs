using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Shop.Kernel;

namespace Shop.Finance.Bank.Reading;

/// <summary>
/// Reads CAMT.053 (ISO 20022, Bank To Customer Statement), versions 02 to 08. No document type is read and nothing is
/// fetched. Each statement must add up to its closing balance and to its own counts. Throws
/// <see cref="StatementRefusedException"/> for whatever is not one, and nothing else.
/// </summary>
internal static class Camt053Reader
{
    private const string Family = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.";
    private const int MostDepth = 100;

    public static IReadOnlyList<ReadStatement> Read(byte[] content)
    {
        var root = Load(content).Root!;
        var family = root.Name.NamespaceName;
        if (root.Name.LocalName != "Document" || !family.StartsWith(Family, StringComparison.Ordinal) || family[Family.Length..] is not (['0', >= '2' and <= '8']))
            throw new StatementRefusedException(Row(root), $"This is not a bank statement (camt.053, versions 02 to 08) but “{ReadText.Tidy(root.Name.LocalName, family)}”.");
        var statements = Elements(root, "BkToCstmrStmt", "Stmt").Select(Statement).ToList();
        return statements.Count > 0 ? statements : throw new StatementRefusedException(Row(root), "There is no statement in this file.");
    }

    private static XDocument Load(byte[] content)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = 50_000_000,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        RefuseDocumentType(content);
        try
        {
            CheckDepth(content, settings);
            using var reader = XmlReader.Create(new MemoryStream(content), settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            throw new StatementRefusedException(e.LineNumber > 0 ? e.LineNumber : null, "The XML is broken here.");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or NotSupportedException)
        {
            throw new StatementRefusedException(null, "The file is not XML.");
        }
    }

    /// <summary>The reader would refuse it as well, but could not say where.</summary>
    private static void RefuseDocumentType(byte[] content)
    {
        var text = ReadText.Decode(content);
        var at = text.IndexOf("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
        if (at >= 0) throw new StatementRefusedException(ReadText.Lines(text[..at]).Length, "The file has a document type declaration, which a statement never has.");
    }

    /// <summary>A tree as deep as the file is long would be no statement.</summary>
    private static void CheckDepth(byte[] content, XmlReaderSettings settings)
    {
        using var reader = XmlReader.Create(new MemoryStream(content), settings);
        while (reader.Read())
            if (reader.Depth > MostDepth) throw new StatementRefusedException(((IXmlLineInfo)reader).LineNumber, "The XML is nested too deeply.");
    }

    private static ReadStatement Statement(XElement stmt)
    {
        var number = ReadText.OrNull(Value(stmt, "ElctrncSeqNb") ?? Value(stmt, "LglSeqNb"));
        var opening = Balance(stmt, "OPBD") ?? Balance(stmt, "PRCD") ?? throw new StatementRefusedException(Row(stmt), "This statement has no opening balance (OPBD).");
        var closing = Balance(stmt, "CLBD") ?? throw new StatementRefusedException(Row(stmt), "This statement has no closing balance (CLBD).");
        var entries = Elements(stmt, "Ntry").ToList();
        var lines = InOrder(entries.Select(Line).OfType<ReadLine>()).ToList();
        ControlTotals.Require($"Statement {number ?? Value(stmt, "Id")}", opening.Pence, lines, closing.Pence, closing.Row);
        CheckCounts(stmt, entries, lines);
        var days = lines.Select(l => l.Date).Append(closing.Date).ToList();
        return new ReadStatement(ReadText.OrNull(Value(stmt, "Acct", "Id", "IBAN") ?? Value(stmt, "Acct", "Id", "Othr", "Id")), number, null, opening.Pence, closing.Pence, days.Min(), days.Max(), lines);
    }

    /// <summary>Many banks write their XML in one line: the row rises by one an entry then, or nobody knew their order any more.</summary>
    private static IEnumerable<ReadLine> InOrder(IEnumerable<ReadLine> lines)
    {
        var last = 0;
        foreach (var line in lines) yield return line with { Row = last = Math.Max(line.Row, last + 1) };
    }

    private static (long Pence, DateOnly Date, int Row)? Balance(XElement stmt, string code)
    {
        var found = Elements(stmt, "Bal").Where(b => Value(b, "Tp", "CdOrPrtry", "Cd") == code).ToList();
        return found.Count switch
        {
            0 => null,
            1 => (Amount(found[0]), Day(found[0], "Dt") ?? throw new StatementRefusedException(Row(found[0]), "This balance has no date."), Row(found[0])),
            _ => throw new StatementRefusedException(Row(found[1]), $"This statement has the balance {code} twice."),
        };
    }

    /// <summary>Null where the entry is not booked: it is in no balance yet and comes again when it is.</summary>
    private static ReadLine? Line(XElement ntry)
    {
        var status = Value(ntry, "Sts", "Cd") ?? Value(ntry, "Sts");
        if (status is "PDNG" or "INFO" or "FUTR") return null;
        if (status != "BOOK") throw new StatementRefusedException(Row(ntry), $"The state “{ReadText.Tidy(status)}” of this entry is not known.");
        var value = Day(ntry, "ValDt");
        var date = Day(ntry, "BookgDt") ?? value ?? throw new StatementRefusedException(Row(ntry), "This entry has no booking date.");
        var details = Elements(ntry, "NtryDtls", "TxDtls").Take(20).ToList();
        var reference = ReadText.OrNull(details.Select(d => Value(d, "Refs", "EndToEndId")).FirstOrDefault(r => r is not null and not "NOTPROVIDED")) ?? ReadText.OrNull(Value(ntry, "NtryRef"));
        var bankReference = ReadText.OrNull(Value(ntry, "AcctSvcrRef"));
        var type = ReadText.OrNull(Value(ntry, "BkTxCd", "Domn", "Fmly", "SubFmlyCd") ?? Value(ntry, "BkTxCd", "Prtry", "Cd"));
        var text = ReadText.Tidy([.. details.SelectMany(Words), Value(ntry, "AddtlNtryInf"), reference, bankReference]);
        return new ReadLine(Row(ntry), date, value, Amount(ntry), text.Length > 0 ? text : type ?? "No text", reference ?? bankReference, type);
    }

    /// <summary>Who paid, and what for.</summary>
    private static IEnumerable<string?> Words(XElement details)
    {
        foreach (var party in new[] { "Dbtr", "Cdtr" })
            yield return Value(details, "RltdPties", party, "Nm") ?? Value(details, "RltdPties", party, "Pty", "Nm");
        foreach (var text in Elements(details, "RmtInf", "Ustrd")) yield return text.Value;
        yield return Value(details, "RmtInf", "Strd", "CdtrRefInf", "Ref");
        yield return Value(details, "AddtlTxInf");
    }

    /// <summary>Pence, what came in above zero. The direction is that of the booking, also of a reversal (RvslInd).</summary>
    private static long Amount(XElement of)
    {
        var amount = Elements(of, "Amt").FirstOrDefault() ?? throw new StatementRefusedException(Row(of), "This entry has no amount.");
        var currency = amount.Attribute("Ccy")?.Value;
        if (!string.Equals(currency, Money.Currency, StringComparison.OrdinalIgnoreCase)) throw new StatementRefusedException(Row(amount), $"This amount is in {ReadText.Tidy(currency ?? "no currency")}, not in pounds.");
        var text = amount.Value.Trim();
        var pence = text.All(c => char.IsAsciiDigit(c) || c == '.') ? ReadText.Pence(text, '.') : null;
        if (pence is not { } known) throw new StatementRefusedException(Row(amount), $"The amount “{ReadText.Tidy(text)}” cannot be read.");
        return Value(of, "CdtDbtInd") switch
        {
            "CRDT" => known,
            "DBIT" => -known,
            _ => throw new StatementRefusedException(Row(of), "This entry does not say whether it is a credit or a debit."),
        };
    }

    private static DateOnly? Day(XElement of, string name)
    {
        if ((Value(of, name, "Dt") ?? Value(of, name, "DtTm")) is not { } text) return null;
        // The bank's own day, as written: no zone is applied.
        return ReadText.Date(text.Trim() is { Length: >= 10 } day ? day[..10] : "", "yyyy-MM-dd") ?? throw new StatementRefusedException(Row(of), $"“{ReadText.Tidy(text)}” is not a date.");
    }

    /// <summary>The statement's own summary (TxsSummry/TtlNtries), where there is one: how many entries, and their sum without signs.</summary>
    private static void CheckCounts(XElement stmt, List<XElement> entries, List<ReadLine> lines)
    {
        if (Elements(stmt, "TxsSummry", "TtlNtries").FirstOrDefault() is not { } totals) return;
        var count = Value(totals, "NbOfNtries")?.Trim();
        if (count is not null && count != entries.Count.ToString(CultureInfo.InvariantCulture) && count != lines.Count.ToString(CultureInfo.InvariantCulture))
            throw new StatementRefusedException(Row(totals), $"The statement says that it has {ReadText.Tidy(count)} entries, but it has {entries.Count}.");
        if (Value(totals, "Sum") is not { } sum || entries.Count != lines.Count) return;
        var total = lines.Sum(l => Math.Abs(l.AmountPence));
        if (ReadText.Pence(sum, '.') != total) throw new StatementRefusedException(Row(totals), $"The statement says that its entries sum to {ReadText.Tidy(sum)}, but they sum to {new Money(total).ToDecimalText()}.");
    }

    private static int Row(XElement element) => ((IXmlLineInfo)element).LineNumber;

    private static IEnumerable<XElement> Elements(XElement of, params string[] path) =>
        path.Aggregate<string, IEnumerable<XElement>>([of], (found, name) => found.Elements(of.Name.Namespace + name));

    /// <summary>The text of the first element at the path, without that of elements within it; null where it is missing or empty.</summary>
    private static string? Value(XElement of, params string[] path) =>
        Elements(of, path).FirstOrDefault() is { HasElements: false, Value: { Length: > 0 } text } ? text : null;
}
