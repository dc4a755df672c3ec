using System.Linq.Expressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Rescue;

/// <summary>Which part of the queue.</summary>
public enum RescueShow { Open, Settled, Healed }

/// <summary>Cases, the worst kinds first and the oldest of each while open, newest first when closed; at most 200.</summary>
public sealed record ListRescueCases(RescueShow Show) : IQuery<IReadOnlyList<RescueRow>>;

/// <summary>One case; null when unknown.</summary>
public sealed record GetRescueCase(Guid Id) : IQuery<RescueRow?>;

/// <param name="DoneBy">Null while open, and when it healed by itself.</param>
public sealed record RescueRow(
    Guid Id, RescueKind Kind, string? Reference, string? ChargeId, long AmountPence, string Reason, DateTime RaisedAt,
    string? LastTry, DateTime? DoneAt, string? DoneBy, string? DoneNote, IReadOnlyList<RescueEvidence> Evidence)
{
    /// <summary>The whole charge paid no order and is known to Payments, so it can go back from here.</summary>
    public bool CanBeRefunded => DoneAt is null && Kind == RescueKind.StrayMoney && ChargeId is not null && Reference is not null;
}

internal static class RescueRows
{
    public static readonly Expression<Func<RescueCase, RescueRow>> Row = c => new RescueRow(
        c.Id, c.Kind, c.Reference, c.ChargeId, c.AmountPence, c.Reason, c.RaisedAt, c.LastTry, c.DoneAt, c.DoneBy, c.DoneNote, c.Evidence);
}

internal sealed class ListRescueCasesHandler(ShopDbContext db)
    : IRequestHandler<ListRescueCases, IReadOnlyList<RescueRow>>, IRequestHandler<GetRescueCase, RescueRow?>
{
    private const int Most = 200;

    public async Task<IReadOnlyList<RescueRow>> Handle(ListRescueCases request, CancellationToken cancellationToken)
    {
        var cases = db.Set<RescueCase>();
        var shown = request.Show switch
        {
            RescueShow.Open => cases.Where(c => c.DoneAt == null).OrderBy(c => c.RaisedAt),
            RescueShow.Settled => cases.Where(c => c.DoneAt != null && c.DoneBy != null).OrderByDescending(c => c.DoneAt),
            _ => cases.Where(c => c.DoneAt != null && c.DoneBy == null).OrderByDescending(c => c.DoneAt),
        };
        var rows = await shown.Take(Most).Select(RescueRows.Row).ToListAsync(cancellationToken);
        return request.Show == RescueShow.Open ? [.. rows.OrderBy(r => r.Kind).ThenBy(r => r.RaisedAt)] : rows;
    }

    public Task<RescueRow?> Handle(GetRescueCase request, CancellationToken cancellationToken) =>
        db.Set<RescueCase>().Where(a => a.Id == request.Id).Select(RescueRows.Row).SingleOrDefaultAsync(cancellationToken);
}
