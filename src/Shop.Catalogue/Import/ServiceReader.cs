using System.Text.RegularExpressions;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Import;

/// <summary>Reads one service's file. What the schema in seed-data/schemas says in short is checked here in full, with the ids it refers to.</summary>
internal static partial class ServiceReader
{
    public static ServiceDefinition Read(ObjectReader o, KnownCodes known, string fileName)
    {
        var id = o.Id("id");
        if (id.Length > 0 && id != fileName) o.Fault("id", $"\"{id}\" is not the file's name", $"\"{fileName}\"");
        var options = OptionsReader.Options(o);
        var quantity = o.OptionalObject("quantity", OptionsReader.Quantity);
        var questions = QuestionReader.Questions(o, options);
        var notice = o.OptionalObject("notice", n => NoticeReader.Read(n, options, questions));
        var service = new ServiceDefinition
        {
            Id = id,
            Title = o.Text("title", 3, 70),
            Summary = o.Text("summary", 20, 140),
            WhoItIsFor = o.Text("whoItIsFor", 10, 1000),
            WhoCannotUseIt = o.Text("whoCannotUseIt", 10, 1000),
            HowLongItTakes = o.Object("howLongItTakes", t => new TimeNeeded(t.Text("text", 5, 200), t.Integer("workingDays", 0, 400))),
            WhatYouNeed = o.TextList("whatYouNeed", 1, 12, 3, 200),
            Keywords = o.TextList("keywords", 3, 30, 2, 60),
            Category = o.Reference("category", known.Categories),
            LgslId = o.OptionalInteger("lgslId", 1, 99_999),
            Team = o.Reference("team", known.Teams),
            PayModel = o.Word<PayModel>("payModel"),
            NeedsApproval = o.Flag("needsApproval"),
            WhatHappensNext = o.Text("whatHappensNext", 10, 1000),
            Refunds = o.Text("refunds", 10, 1000),
            PhoneOffer = o.OptionalText("phoneOffer", 10, 1000),
            Options = options,
            Quantity = quantity,
            Impossible = o.Has("impossible") ? o.List("impossible", 0, 200, i => OptionsReader.Impossible(i, options)) : [],
            Notice = notice,
            Charges = o.List("charges", 1, 100, c => ChargeReader.Read(c, known, options, quantity, notice)),
            Questions = questions,
            Uploads = o.List("uploads", 0, 10, Upload),
            Rules = Rules(o),
        };
        SellableCheck.Run(o, service, known);
        return service;
    }

    private static Upload Upload(ObjectReader o) => new(
        o.Id("id"), o.Text("label", 3, 120), o.OptionalText("hint", 3, 300), o.Flag("required"), o.Integer("maxFiles", 1, 5));

    private static IReadOnlyList<string> Rules(ObjectReader o)
    {
        if (!o.Has("rules")) return [];
        var rules = o.TextList("rules", 1, 30, 3, 41);
        foreach (var rule in rules.Where(r => !RulePattern().IsMatch(r)))
            o.Fault("rules", $"\"{rule}\" is not valid", "a name such as \"householdCap\"");
        return rules;
    }

    [GeneratedRegex(@"^[a-z][A-Za-z]{2,40}\z")]
    private static partial Regex RulePattern();
}
