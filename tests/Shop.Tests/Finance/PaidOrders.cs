using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Orders.Contracts;

namespace Shop.Tests.Finance;

/// <summary>Orders as they are announced when paid.</summary>
internal static class PaidOrders
{
    public static readonly DateTime Noon = new(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);

    public static readonly Payer Sam = new("Sam Jones", null, "sam@example.com", "07700 900123", [], null);

    public static OrderPaid Of(params LineSnapshot[] lines) => At(Noon, lines);

    public static OrderPaid At(DateTime paidAt, params LineSnapshot[] lines)
    {
        var isFree = lines.Sum(l => l.GrossPence) == 0;
        var charge = isFree ? null : $"ch_{Guid.NewGuid():N}";
        return new OrderPaid(
            Guid.CreateVersion7(), OrderReference.New(), paidAt, Sam, [.. lines.Select(l => new PaidLine(Guid.CreateVersion7(), l))],
            "tokentokentokentoken12", isFree ? null : Guid.CreateVersion7(), charge, isFree ? null : "visa", isFree ? null : "4242", null);
    }

    public static LineSnapshot SkipPermit => Line("skip-permit", "Skip permit", "street-works", Fee("licence", 9700, 0, "O", "HW210", "91210"));

    /// <summary>Two rates of VAT in one line.</summary>
    public static LineSnapshot LandSearch => Line(
        "land-search", "Local land charges search", "land-charges",
        Fee("llc1", 2500, 0, "O", "PL730", "91720"), Fee("con29", 7782, 1297, "S", "PL730", "91720"));

    public static LineSnapshot FreeWaste => Line("clinical-waste", "Clinical waste collection", "waste", Fee("collection", 0, 0, "O", "WS510", "91510"));

    public static LineSnapshot Line(string id, string title, string team, params ChargeComponent[] components) => new()
    {
        ServiceId = id,
        ServiceVersion = 1,
        Title = title,
        Choices = new Dictionary<string, string>(),
        Options = [new ChosenOption("How long", "2 weeks")],
        Quantity = 1,
        Components = components,
        Answers = [new Answer("where", "Where will it stand?", "12 Secret Lane", new Dictionary<string, string>())],
        Uploads = [],
        Team = new TeamSnapshot(team, $"The {team} team", $"{team}@larkmere.example"),
        TargetWorkingDays = 10,
        DueOn = new DateOnly(2026, 10, 19),
        NeedsApproval = true,
        WhatHappensNext = $"We check your {title}.",
        RefundWords = "The fee is kept if we refuse.",
    };

    public static ChargeComponent Fee(string id, long gross, long vat, string vatCode, string costCentre, string subjective, ChargeKind kind = ChargeKind.Fee) => new(
        id, $"The {id} fee", kind, Refundability.ByPolicy, gross, vat, vatCode, vatCode == "S" ? 2000 : 0,
        vatCode == "S" ? "includes VAT at 20%" : "no VAT", costCentre, subjective, "");
}
