using Shop.Baskets;

namespace Shop.Tests.Baskets;

/// <summary>A service of the seed data with options and answers that are right on 5 October 2026.</summary>
internal sealed record Sample(string ServiceId, Dictionary<string, string> Choices, int Quantity, Dictionary<string, string> Fields)
{
    /// <summary>£50.00 check and £71.00 for two weeks, no VAT, two documents, 10 working days' notice.</summary>
    public static Sample Skip => new(
        "skip-permit", new() { ["length"] = "2-weeks" }, 1, new()
        {
            ["location-line-1"] = "12 Mill Lane",
            ["location-town"] = "Larkmere",
            ["location-postcode"] = "LM1 2AB",
            ["start-date-day"] = "2",
            ["start-date-month"] = "11",
            ["start-date-year"] = "2026",
            ["position"] = "road",
            ["size"] = "yes",
            ["insurance-cover"] = "yes",
            ["blocks-anything"] = "no",
            ["parking-bay"] = "no",
            ["lights"] = "yes",
            ["company"] = "Larkmere Skips",
            ["company-phone"] = "01632 960 001",
        });

    /// <summary>£12.50 a copy, collected; no documents.</summary>
    public static Sample Certificate => new(
        "certificate-copy", new() { ["type"] = "birth", ["speed"] = "standard", ["reference"] = "known", ["delivery"] = "collect" }, 2, new()
        {
            ["name-first-name"] = "Ada",
            ["name-last-name"] = "O'Neill",
            ["event-date-day"] = "3",
            ["event-date-month"] = "4",
            ["event-date-year"] = "1985",
            ["place"] = "Larkmere General Hospital",
            ["reason"] = "passport",
        });

    /// <summary>The same by post, with the address that is asked for then.</summary>
    public static Sample PostedCertificate(string delivery) => Certificate.Choose("delivery", delivery)
        .With("post-to-line-1", "12 Mill Lane").With("post-to-town", "Larkmere").With("post-to-postcode", "LM2 7QT");

    /// <summary>£580.00 a year with VAT at 20 %: more than a receipt without the customer's address may be for.</summary>
    public static Sample SeasonTicket => new(
        "car-park-season", new() { ["length"] = "year" }, 1, new()
        {
            ["car-park"] = "guildhall",
            ["registration"] = "AB12 CDE",
            ["start-date-day"] = "2",
            ["start-date-month"] = "11",
            ["start-date-year"] = "2026",
        });

    /// <summary>Free, one document.</summary>
    public static Sample ClinicalWaste => new(
        "clinical-waste", [], 1, new()
        {
            ["patient-first-name"] = "Ada",
            ["patient-last-name"] = "O'Neill",
            ["address-line-1"] = "12 Mill Lane",
            ["address-town"] = "Larkmere",
            ["address-postcode"] = "LM1 2AB",
            ["waste-type"] = "sharps",
            ["frequency"] = "weekly",
            ["amount"] = "2",
            ["surgery"] = "Mill Lane Surgery",
        });

    public Sample With(string field, string value) => this with { Fields = new(Fields) { [field] = value } };

    public Sample Choose(string option, string choice) => this with { Choices = new(Choices) { [option] = choice } };

    public AddToBasket Add(string? basketId = null, Guid? formId = null) => new(basketId, formId ?? Guid.NewGuid(), ServiceId, Choices, Quantity, Fields);

    public ChangeLine Change(string basketId, Guid lineId) => new(basketId, lineId, Choices, Quantity, Fields);
}
