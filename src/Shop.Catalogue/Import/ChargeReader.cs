using Shop.Catalogue.Definitions;
using Shop.Kernel.Lines;

namespace Shop.Catalogue.Import;

/// <summary>Reads a charge and keeps the rules of money: a bond is the resident's and has no VAT, what is kept says so.</summary>
internal static class ChargeReader
{
    private const int MostPence = 10_000_000;

    private static readonly KnownIds Rules = new("a rule the shop knows of",
        ["perMetre", "tiered", "perStep", "firstAndNext", "byDayAndHour", "concession", "freeQuota", "serviceDatePrice", "outcome", "quote", "percent"]);

    public static Charge Read(ObjectReader o, KnownCodes known, IReadOnlyList<Option> options, QuantityRange? quantity, NoticeRule? notice)
    {
        var charge = new Charge(
            o.Id("id"),
            o.Text("name", 3, 80),
            o.Word<ChargeKind>("kind"),
            o.Object("amount", a => Amount(a, quantity)),
            OptionsReader.When(o, options, NoticeReader.Conditions(notice) is { } conditions ? [conditions] : []),
            o.Reference("vatCode", known.Vat),
            o.Reference("costCentre", known.CostCentres),
            o.Reference("subjective", known.Subjectives),
            o.Word<Refundability>("refundable"),
            o.OptionalText("keptWords", 5, 120) ?? "");
        if (charge.Refundable == Refundability.No && charge.KeptWords.Length == 0)
            o.Fault("keptWords", "a charge that is not refundable does not say so", "words such as \"kept if refused\"");
        Posting(o, charge, known);
        Bond(o, charge, known);
        return charge;
    }

    /// <summary>Money of residents is income or held for them: it is never posted to the council's own assets or expenses.</summary>
    private static void Posting(ObjectReader o, Charge charge, KnownCodes known)
    {
        if (known.SubjectiveList.FirstOrDefault(s => s.Code == charge.Subjective) is { Type: SubjectiveType.Asset or SubjectiveType.Expense })
            o.Fault("subjective", $"\"{charge.Subjective}\" is an asset or an expense", "a subjective whose type is \"income\" or \"liability\"");
    }

    private static void Bond(ObjectReader o, Charge charge, KnownCodes known)
    {
        if (charge.Kind != ChargeKind.SecurityBond) return;
        if (known.VatCode(charge.VatCode) is { Treatment: not VatTreatment.Outside })
            o.Fault("vatCode", "a security bond is the resident's own money and has no VAT", "the code whose treatment is \"outside\"");
        if (charge.Refundable == Refundability.No)
            o.Fault("refundable", "a security bond is given back", "\"yes\" or \"byPolicy\"");
        if (known.SubjectiveList.FirstOrDefault(s => s.Code == charge.Subjective) is { Type: not SubjectiveType.Liability })
            o.Fault("subjective", "a security bond is posted to a liability, not to income",
                "one of " + string.Join(", ", known.SubjectiveList.Where(s => s.Type == SubjectiveType.Liability).Select(s => s.Code)));
    }

    private static Amount Amount(ObjectReader o, QuantityRange? quantity)
    {
        if (o.Has("rule")) return Rule(o);
        if (o.Has("perUnit"))
        {
            if (quantity is null) o.Fault("perUnit", "the service has no quantity to multiply with", "\"fixed\", or a \"quantity\" for the service");
            return new Amount(null, o.Integer("perUnit", 1, MostPence), null, null, null);
        }

        return new Amount(o.Integer("fixed", 0, MostPence), null, null, null, null);
    }

    private static Amount Rule(ObjectReader o)
    {
        const string problem = "an amount is either computed or a rule";
        const string allowed = "only one of fixed, perUnit, rule";
        if (o.Has("fixed")) o.Fault("fixed", problem, allowed);
        if (o.Has("perUnit")) o.Fault("perUnit", problem, allowed);
        var rule = o.Reference("rule", Rules);
        return new Amount(null, null, rule, o.OptionalText("words", 5, 300), o.WholeText());
    }
}
