using MediatR;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;

namespace Shop.Finance.Bank.Matching;

/// <summary>A finance officer puts bank lines that nobody can explain into suspense, each as an item of its own. Does nothing with those that are there. Audited.</summary>
public sealed record SuspendLines(Actor By, IReadOnlyList<Guid> Lines, string? Reason) : ICommand<MarkResult>;

/// <summary>
/// A finance officer leaves bank lines out: they are not the shop's money. Takes them out of suspense; posts nothing else. Audited.
/// </summary>
public sealed record LeaveOutLines(Actor By, IReadOnlyList<Guid> Lines, string? Reason) : ICommand<MarkResult>;

/// <summary>A finance officer takes a line back in that was left out. Audited.</summary>
public sealed record TakeLineIn(Actor By, Guid LineId, string? Reason) : ICommand<MarkResult>;

internal sealed class SortLinesHandler(Matcher matcher, IMediator mediator, ILogger<SortLinesHandler> log)
    : IRequestHandler<SuspendLines, MarkResult>, IRequestHandler<LeaveOutLines, MarkResult>, IRequestHandler<TakeLineIn, MarkResult>
{
    public Task<MarkResult> Handle(SuspendLines request, CancellationToken cancellationToken) => SortAsync(
        request.By, request.Lines, request.Reason, "put a bank line into suspense", [LineState.Open],
        (line, state, why) => matcher.SuspendAsync(line, state, request.By, why, cancellationToken), cancellationToken);

    public Task<MarkResult> Handle(LeaveOutLines request, CancellationToken cancellationToken) => SortAsync(
        request.By, request.Lines, request.Reason, "left out a bank line", [LineState.Open, LineState.Suspense],
        async (_, state, why) =>
        {
            await matcher.TakeOutOfSuspenseAsync(state, request.By, why, cancellationToken);
            state.Become(LineState.LeftOut, reason: why);
        }, cancellationToken);

    public Task<MarkResult> Handle(TakeLineIn request, CancellationToken cancellationToken) => SortAsync(
        request.By, [request.LineId], request.Reason, "took a bank line back in", [LineState.LeftOut],
        (_, state, _) =>
        {
            state.Become(LineState.Open);
            return Task.CompletedTask;
        }, cancellationToken);

    private async Task<MarkResult> SortAsync(
        Actor by, IReadOnlyList<Guid> ids, string? reason, string what, LineState[] from, Func<BankLine, BankLineState, string, Task> step, CancellationToken ct)
    {
        if (!Reasons.IsGiven(reason)) return MarkResult.ReasonMissing;
        var lines = await matcher.LinesAsync(ids, ct);
        if (lines.Count == 0 || lines.Any(l => !from.Contains(l.State.State))) return MarkResult.NotOpen;
        foreach (var (line, state) in lines)
        {
            var before = state.State.ToString();
            await step(line, state, reason!.Trim());
            await mediator.Publish(new Audited(by, what, $"bank line {line.Id}, {new Money(line.AmountPence)}", before, state.State.ToString(), reason.Trim()), ct);
        }

        log.LogInformation("Staff {StaffId} {What}: {Count}", by.StaffId, what, lines.Count);
        return MarkResult.Done;
    }
}
