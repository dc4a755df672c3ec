namespace Shop.Kernel.Lines;

/// <summary>
/// A service as it was configured and priced at one moment: what goes into the basket and, unchanged, into the order.
/// Everything that must not change later is copied: words, price, VAT, ledger codes, team.
/// </summary>
public sealed record LineSnapshot
{
    public required string ServiceId { get; init; }

    /// <summary>Version of the service's definition the line was made with.</summary>
    public required int ServiceVersion { get; init; }

    public required string Title { get; init; }

    /// <summary>What was chosen, by option id, for pricing again.</summary>
    public required IReadOnlyDictionary<string, string> Choices { get; init; }

    /// <summary>The same in words, in the order of the page.</summary>
    public required IReadOnlyList<ChosenOption> Options { get; init; }

    public required int Quantity { get; init; }

    /// <summary>"copy", "bag"; null where the service has no quantity.</summary>
    public string? Unit { get; init; }

    public required IReadOnlyList<ChargeComponent> Components { get; init; }
    public required IReadOnlyList<Answer> Answers { get; init; }
    public required IReadOnlyList<UploadSlot> Uploads { get; init; }
    public required TeamSnapshot Team { get; init; }

    /// <summary>The team's target in working days after the order.</summary>
    public required int TargetWorkingDays { get; init; }

    /// <summary>The day the resident is told it will be done by (target counted from the day of the quote).</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>The day the service is for, where a question asks for it.</summary>
    public DateOnly? ServiceDate { get; init; }

    public required bool NeedsApproval { get; init; }
    public required string WhatHappensNext { get; init; }
    public required string RefundWords { get; init; }

    /// <summary>Why a short-notice or retrospective price applies; null otherwise.</summary>
    public string? PriceReason { get; init; }

    public long GrossPence => Components.Sum(c => c.GrossPence);
    public long VatPence => Components.Sum(c => c.VatPence);
    public long NetPence => GrossPence - VatPence;
}

public sealed record ChosenOption(string Label, string Choice);

/// <summary>An answer as the team reads it. <paramref name="Value"/> is what was typed, by the name of the form field, for asking again; empty when nothing was answered.</summary>
public sealed record Answer(string QuestionId, string Label, string Text, IReadOnlyDictionary<string, string> Value);

public sealed record UploadSlot(string Id, string Label, bool Required, int MaxFiles, string? Hint = null);

public sealed record TeamSnapshot(string Id, string Name, string Email);
