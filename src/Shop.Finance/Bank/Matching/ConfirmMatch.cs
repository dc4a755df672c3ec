using MediatR;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;

namespace Shop.Finance.Bank.Matching;

/// <summary>
/// A finance officer says that bank lines are payouts: one line with one or several payouts, one payout with several lines, or several with several that come to the same. Posts
/// them to the ledger; a difference goes to suspense where that is wanted. Lines without payout must cancel each other. Audited.
/// </summary>
/// <param name="Reason">May be missing where the amounts are the same.</param>
/// <param name="RestToSuspense">Whether a difference may go to suspense.</param>
public sealed record ConfirmMatch(Actor By, IReadOnlyList<Guid> Lines, IReadOnlyList<string> Payouts, string? Reason, bool RestToSuspense, SuggestionKind? Kind = null) : ICommand<ConfirmMatchResult>;

/// <summary>Whatever is not <see cref="Confirmed"/> changed nothing.</summary>
public abstract record ConfirmMatchResult
{
    /// <param name="DifferencePence">What went to suspense; nought as a rule.</param>
    public sealed record Confirmed(Guid MatchId, long DifferencePence) : ConfirmMatchResult;

    public sealed record NothingChosen : ConfirmMatchResult;

    /// <summary>Several lines with several payouts that differ, or of which some came and some went: nobody could say which one is off.</summary>
    public sealed record ManyToMany : ConfirmMatchResult;

    /// <param name="DifferencePence">Lines less payouts.</param>
    public sealed record Differs(long DifferencePence) : ConfirmMatchResult;

    public sealed record ReasonMissing : ConfirmMatchResult;

    /// <summary>One of them is unknown, or somebody else has matched it meanwhile.</summary>
    public sealed record NotOpen : ConfirmMatchResult;
}

internal sealed class ConfirmMatchHandler(Matcher matcher) : IRequestHandler<ConfirmMatch, ConfirmMatchResult>
{
    public Task<ConfirmMatchResult> Handle(ConfirmMatch request, CancellationToken cancellationToken) =>
        matcher.ConfirmAsync(request.By, request.Lines, request.Payouts, request.Kind, request.Reason, request.RestToSuspense, cancellationToken);
}

/// <summary>A finance officer undoes a match, by mirror entries: its lines and payouts are to explain again. Audited.</summary>
public sealed record UndoMatch(Actor By, Guid MatchId, string? Reason) : ICommand<UndoMatchResult>;

public enum UndoMatchResult
{
    Undone,

    /// <summary>No reason, or too long; nothing was changed.</summary>
    ReasonMissing,

    /// <summary>Unknown, or undone already; nothing was changed.</summary>
    NotLive,

    /// <summary>Its difference was journalled to a code: that must be undone first. Nothing was changed.</summary>
    DifferenceCleared,
}

internal sealed class UndoMatchHandler(Matcher matcher) : IRequestHandler<UndoMatch, UndoMatchResult>
{
    public async Task<UndoMatchResult> Handle(UndoMatch request, CancellationToken cancellationToken) =>
        Reasons.IsGiven(request.Reason) ? await matcher.UndoAsync(request.By, request.MatchId, request.Reason!.Trim(), cancellationToken) : UndoMatchResult.ReasonMissing;
}
