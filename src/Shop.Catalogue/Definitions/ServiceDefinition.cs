using Shop.Catalogue.Contracts;

namespace Shop.Catalogue.Definitions;

/// <summary>
/// A service as its file in seed-data describes it. Amounts are whole pence and include VAT. Stored as JSON: a member
/// added later must not be required, or catalogues stored before cannot be read.
/// </summary>
internal sealed record ServiceDefinition
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string WhoItIsFor { get; init; }
    public required string WhoCannotUseIt { get; init; }
    public required TimeNeeded HowLongItTakes { get; init; }
    public required IReadOnlyList<string> WhatYouNeed { get; init; }
    public required IReadOnlyList<string> Keywords { get; init; }
    public required string Category { get; init; }
    public required int? LgslId { get; init; }
    public required string Team { get; init; }
    public required PayModel PayModel { get; init; }
    public required bool NeedsApproval { get; init; }
    public required string WhatHappensNext { get; init; }
    public required string Refunds { get; init; }
    public required string? PhoneOffer { get; init; }
    public required IReadOnlyList<Option> Options { get; init; }
    public required QuantityRange? Quantity { get; init; }

    /// <summary>Each entry maps option ids to choice ids; a combination that has all of an entry's choices cannot be bought.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, string>> Impossible { get; init; }

    public required NoticeRule? Notice { get; init; }
    public required IReadOnlyList<Charge> Charges { get; init; }
    public required IReadOnlyList<Question> Questions { get; init; }
    public required IReadOnlyList<Upload> Uploads { get; init; }

    /// <summary>Rules the council applies which the shop cannot apply: each keeps the service offline.</summary>
    public required IReadOnlyList<string> Rules { get; init; }
}

internal enum PayModel { PayThenProcess, ApproveThenPay, Deposit, Slot, Subscription, WaitingList, Instalments, Free }

/// <param name="WorkingDays">The team's target after payment.</param>
internal sealed record TimeNeeded(string Text, int WorkingDays);

/// <summary>A drop-down that decides the price.</summary>
internal sealed record Option(string Id, string Label, string? Hint, IReadOnlyList<Choice> Choices);

internal sealed record Choice(string Id, string Label);

/// <param name="Unit">Singular: "copy".</param>
internal sealed record QuantityRange(string Label, string Unit, int Min, int Max);

/// <summary>How long before the day itself the council must be told.</summary>
/// <param name="Clear">True where neither today nor the day itself counts.</param>
/// <param name="When">The rule holds only for these choices; empty: always.</param>
internal sealed record NoticeRule(
    int WorkingDays,
    bool Clear,
    string DateQuestion,
    NoticeReaction Short,
    NoticeReaction Past,
    string? Reason,
    IReadOnlyDictionary<string, IReadOnlyList<string>> When);

/// <summary>What becomes of a day with too little notice, or in the past: it is refused, or sold under charges of its own.</summary>
internal enum NoticeReaction { Refuse, Charge }

/// <summary>The notice given for a day, and how a charge's condition names it.</summary>
internal enum NoticeGiven { Full, Short, Retrospective }

internal sealed record Upload(string Id, string Label, string? Hint, bool Required, int MaxFiles);

/// <param name="Type">Null when the shop cannot ask it: the service stays offline.</param>
/// <param name="TypeName">The type as the file says it.</param>
/// <param name="Earliest">"today", days from today ("+10", "-365") or a date.</param>
/// <param name="MustBeYes">A guard: only "yes" lets the resident go on.</param>
/// <param name="When">It is asked only for these choices; null: always.</param>
internal sealed record Question(
    string Id,
    QuestionType? Type,
    string TypeName,
    string Label,
    string? Hint,
    bool Required,
    int? MinLength,
    int? MaxLength,
    int? Min,
    int? Max,
    string? Earliest,
    string? Latest,
    IReadOnlyList<Choice> Choices,
    bool MustBeYes,
    string? MustBeMessage,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? When = null)
{
    public bool IsAsked(IReadOnlyDictionary<string, string> choices) => When is null || Conditions.Hold(When, choices);
}
