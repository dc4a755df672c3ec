using Shop.Catalogue.Definitions;
using Shop.Kernel;
using Shop.Kernel.Lines;

namespace Shop.Catalogue.Pricing;

/// <summary>Adds up the charges that apply.</summary>
internal static class Pricer
{
    /// <summary>
    /// One component per charge whose condition holds, in the order of the file: amounts in pence with VAT inside,
    /// VAT computed per component. Throws for a charge that cannot be computed (such a service is not online) and on overflow.
    /// </summary>
    public static IReadOnlyList<ChargeComponent> Components(
        ServiceDefinition service,
        IReadOnlyDictionary<string, string> choices,
        NoticeGiven notice,
        int quantity,
        IReadOnlyDictionary<string, VatCode> vatCodes) =>
        [.. service.Charges.Where(c => c.AppliesTo(choices, notice)).Select(c => Component(c, quantity, vatCodes[c.VatCode]))];

    /// <summary>Pence of the same components, without the details. The same rules.</summary>
    public static long Total(ServiceDefinition service, IReadOnlyDictionary<string, string> choices, NoticeGiven notice, int quantity) =>
        service.Charges.Where(c => c.AppliesTo(choices, notice)).Sum(c => c.Amount.Pence(quantity));

    private static ChargeComponent Component(Charge charge, int quantity, VatCode vat)
    {
        var gross = new Money(charge.Amount.Pence(quantity));
        return new ChargeComponent(
            charge.Id,
            charge.Name,
            charge.Kind,
            charge.Refundable,
            gross.Pence,
            new VatRate(vat.RateBasisPoints).VatIn(gross).Pence,
            vat.Code,
            vat.RateBasisPoints,
            vat.Words,
            charge.CostCentre,
            charge.Subjective,
            charge.KeptWords);
    }
}
