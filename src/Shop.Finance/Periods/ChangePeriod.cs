using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Periods;

/// <summary>
/// A senior accountant closes a period: nothing is posted into it any more. Waits for postings that are under way. What is found later
/// goes to the first open period and says so. Audited.
/// </summary>
public sealed record ClosePeriod(Actor By, FinancialPeriod Period, string? Reason) : ICommand<PeriodChange>;

/// <summary>A senior accountant opens a closed period again. Audited.</summary>
public sealed record ReopenPeriod(Actor By, FinancialPeriod Period, string? Reason) : ICommand<PeriodChange>;

public enum PeriodChange
{
    Done,

    /// <summary>No reason, or too long; nothing was changed.</summary>
    ReasonMissing,

    /// <summary>Closed (or opened) already, perhaps by somebody else meanwhile.</summary>
    NothingToDo,

    /// <summary>Its last day is not over yet (London): today's payments must have a period to go to.</summary>
    NotOver,
}

internal sealed class ChangePeriodHandler(ShopDbContext db, PeriodGate gate, IMediator mediator, TimeProvider clock, ILogger<ChangePeriodHandler> log)
    : IRequestHandler<ClosePeriod, PeriodChange>, IRequestHandler<ReopenPeriod, PeriodChange>
{
    public async Task<PeriodChange> Handle(ClosePeriod request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Reason)) return PeriodChange.ReasonMissing;
        if (!request.Period.IsValid || request.Period.LastDay >= clock.Today()) return PeriodChange.NotOver;
        await gate.HoldPostingsAsync(cancellationToken);
        var row = await FindAsync(request.Period, cancellationToken);
        if (row is { IsClosed: true }) return PeriodChange.NothingToDo;
        if (row is null) db.Add(row = new FinancePeriod(request.Period));
        row.Close(request.By, request.Reason!.Trim(), clock.UtcNow());
        await TellAsync(request.By, "closed period", request.Period, "open", "closed", row.Reason, cancellationToken);
        return PeriodChange.Done;
    }

    public async Task<PeriodChange> Handle(ReopenPeriod request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Reason)) return PeriodChange.ReasonMissing;
        await gate.HoldPostingsAsync(cancellationToken);
        if (await FindAsync(request.Period, cancellationToken) is not { IsClosed: true } row) return PeriodChange.NothingToDo;
        row.Reopen(request.By, request.Reason!.Trim(), clock.UtcNow());
        await TellAsync(request.By, "reopened period", request.Period, "closed", "open", row.Reason, cancellationToken);
        return PeriodChange.Done;
    }

    private Task<FinancePeriod?> FindAsync(FinancialPeriod period, CancellationToken ct) =>
        db.Set<FinancePeriod>().SingleOrDefaultAsync(p => p.Year == period.Year && p.Number == period.Number, ct);

    private async Task TellAsync(Actor by, string what, FinancialPeriod period, string before, string after, string reason, CancellationToken ct)
    {
        await mediator.Publish(new Audited(by, what, period.ToString(), before, after, reason), ct);
        log.LogInformation("Staff {StaffId} {What} {Year}/{Number}", by.StaffId, what, period.Year, period.Number);
    }
}
