using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Import;

internal static class NoticeReader
{
    public static NoticeRule Read(ObjectReader o, IReadOnlyList<Option> options, IReadOnlyList<Question> questions)
    {
        var rule = new NoticeRule(
            o.Integer("workingDays", 1, 250),
            o.OptionalFlag("clear"),
            o.Id("dateQuestion"),
            o.Word<NoticeReaction>("short"),
            o.Word<NoticeReaction>("past"),
            o.OptionalText("reason", 10, 300),
            OptionsReader.When(o, options));
        var dates = questions.Where(q => q is { Type: QuestionType.Date, Required: true, When: null }).Select(q => q.Id).ToList();
        if (rule.DateQuestion.Length > 0 && !dates.Contains(rule.DateQuestion))
            o.Fault("dateQuestion", $"\"{rule.DateQuestion}\" is not a required date question that is always asked", dates.Count == 0 ? "the id of one; there is none" : "one of " + string.Join(", ", dates));
        if (rule.Reason is null && (rule.Short == NoticeReaction.Charge || rule.Past == NoticeReaction.Charge))
            o.Fault("reason", "a price that depends on the notice has no reason", "a sentence that says why the price differs");
        return rule;
    }

    /// <summary>What a charge's condition may say about notice; null where the service has no notice rule.</summary>
    public static KnownIds? Conditions(NoticeRule? rule)
    {
        if (rule is null) return null;
        var given = new List<NoticeGiven> { NoticeGiven.Full };
        if (rule.Short == NoticeReaction.Charge) given.Add(NoticeGiven.Short);
        if (rule.Past == NoticeReaction.Charge) given.Add(NoticeGiven.Retrospective);
        return new KnownIds(Charge.NoticeCondition, given.Select(Definitions.Conditions.NameOf).ToList());
    }
}
