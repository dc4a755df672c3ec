namespace Shop.Tests.Catalogue;

/// <summary>Which services are sold online, and what each other one lacks.</summary>
public sealed class OnlineTableTests
{
    private static readonly Dictionary<string, string[]> Lacking = new()
    {
        ["adult-course"] = ["rule \"capacity\"", "rule \"coolingOff\""],
        ["allotment"] = ["pay model: waiting list", "charge \"Allotment rent with water, one year\": priced in steps", "charge \"Allotment rent with water, one year, half rent\": concession", "rule \"waitingList\"", "rule \"renewal\""],
        ["archives-copies"] = ["pay model: approve first, then pay", "charge \"Research by an archivist\": priced by a quote"],
        ["bulky-waste"] = ["pay model: payment holds an appointment", "charge \"Bulky waste collection, council tax reduction\": some are free", "question \"Which items?\": asks the same for several people or things"],
        ["ceremony"] = ["pay model: deposit now, balance later", "rule \"slotCapacity\"", "rule \"balanceByDate\"", "rule \"coolingOff\""],
        ["citizenship-private"] = ["pay model: payment holds an appointment"],
        ["crane-mobile"] = ["pay model: approve first, then pay"],
        ["event-road-closure"] = ["charge \"Event road closure, minor road, charity\": concession", "charge \"Event road closure, A or B road, charity\": concession"],
        ["highway-search"] = ["charge \"Plan of the highway boundary\": priced in steps", "question \"Draw the stretch on the map\": needs a map"],
        ["notice-appointment"] = ["pay model: payment holds an appointment"],
        ["pest-control"] = ["pay model: payment holds an appointment", "charge \"Treatment: fleas\": first and further ones cost differently", "charge \"Treatment: bed bugs\": first and further ones cost differently", "rule \"slotCapacity\""],
        ["resident-permit"] = ["rule \"householdCap\""],
        ["room-hire"] = ["pay model: payment holds an appointment", "charge \"Cover by the council's insurance\": a percentage", "rule \"slotCapacity\"", "rule \"cancellationScale\""],
        ["s50-licence"] = ["pay model: approve first, then pay"],
        ["scaffold-licence"] = ["pay model: approve first, then pay", "charge \"Scaffolding licence, 10 metres or longer\": priced per metre", "charge \"Bond for damage to the pavement\": priced per metre"],
        ["spare-seat"] = ["pay model: waiting list", "rule \"ballot\"", "rule \"offerDeadline\"", "rule \"instalments\""],
        ["street-cafe"] = ["pay model: approve first, then pay"],
        ["street-naming"] = ["pay model: approve first, then pay", "charge \"New addresses, for each home\": priced in tiers"],
        ["taxi-driver"] = ["pay model: approve first, then pay", "question \"Declaration by the driver\": a declaration for each person", "rule \"stagedFees\""],
        ["visitor-vouchers"] = ["rule \"yearlyQuota\""],
    };

    [Fact]
    public void EveryOfflineService_Always_SaysWhatItLacks()
    {
        var offline = Catalogues.Seed.ByTitle.Where(s => !s.IsOnline).ToDictionary(s => s.Id, s => s.Missing);
        Assert.Equal(Lacking.Keys.Order(), offline.Keys.Order());
        Assert.All(Lacking, expected => Assert.Equal(expected.Value, offline[expected.Key]));
    }

    [Theory]
    [InlineData("bay-suspension")]
    [InlineData("bin-replacement")]
    [InlineData("building-control-notice")]
    [InlineData("car-park-season")]
    [InlineData("certificate-copy")]
    [InlineData("clinical-waste")]
    [InlineData("dropped-kerb")]
    [InlineData("event-signs")]
    [InlineData("garden-waste")]
    [InlineData("h-bar")]
    [InlineData("hoarding-licence")]
    [InlineData("land-search")]
    [InlineData("materials-licence")]
    [InlineData("memorial-bench")]
    [InlineData("pre-app")]
    [InlineData("road-space")]
    [InlineData("s171-excavation")]
    [InlineData("skip-permit")]
    [InlineData("street-trading")]
    [InlineData("ten")]
    [InlineData("trade-sacks")]
    [InlineData("ttro")]
    public void Service_WithEverythingSupported_IsOnline(string id) => Assert.True(Catalogues.Seed.Services[id].IsOnline);

    [Fact]
    public void Shop_Always_SellsAtLeastTwentyServicesOnline() => Assert.True(Catalogues.Seed.ByTitle.Count(s => s.IsOnline) >= 20);
}
