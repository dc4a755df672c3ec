using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Import;

/// <summary>Checks a service as a whole: that each combination a resident may choose has the price the council meant.</summary>
internal static class SellableCheck
{
    public static void Run(ObjectReader o, ServiceDefinition service, KnownCodes known)
    {
        OptionsReader.EachOnce(o, "charges", service.Charges.Select(c => c.Id));
        OptionsReader.EachOnce(o, "uploads", service.Uploads.Select(u => u.Id));
        if (!o.FileIsSound) return;
        if (Combinations.Count(service) is > Combinations.Most and var count)
        {
            o.Fault("options", $"they make {count} combinations", $"at most {Combinations.Most}");
            return;
        }

        if (!Combinations.Possible(service).Any()) o.Fault("impossible", "no combination is left that can be bought", "fewer impossible combinations");
        CheckCharges(o, service);
        if (OnlineRule.MissingFeatures(service, known.VatCodes).Any()) return;
        foreach (var unpriced in OnlineRule.Unpriced(service).Take(5))
            o.Fault("charges", $"nothing is charged for {unpriced}", "a charge, { \"fixed\": 0 } where it is free, or an entry in \"impossible\"");
    }

    private static void CheckCharges(ObjectReader o, ServiceDefinition service)
    {
        foreach (var (charge, i) in service.Charges.Select((c, i) => (c, i)))
        {
            if (service.PayModel == PayModel.Free && charge.Amount.FixedPence != 0)
                o.FaultAt("charges", i, $"\"{charge.Id}\" costs something, but the service is free", "{ \"fixed\": 0 }, or another pay model");
            if (!Combinations.Possible(service).Any(c => Combinations.Notices(service, c).Any(n => charge.AppliesTo(c, n))))
                o.FaultAt("charges", i, $"\"{charge.Id}\" can never be charged", "a condition that a combination fulfils");
        }
    }
}
