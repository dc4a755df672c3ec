using System.Linq.Expressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Rescue;

/// <summary>Which part of the queue.</summary>
public enum RescueShow { Open, Settled, Healed }

/// <summary>Cases, the worst kinds first and the oldest of each while open, newest first when closed; 50 a page from 1.</summary>
public sealed record ListRescueCases(RescueShow Show, int Page = 1) : IQuery<RescuePage>;

/// <param name="Total">Cases on all pages.</param>
/// <param name="TotalPence">What is at stake on all pages.</param>
public sealed record RescuePage(IReadOnlyList<RescueRow> Rows, int Total, long TotalPence, int Page, int Pages);

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
    : IRequestHandler<ListRescueCases, RescuePage>, IRequestHandler<GetRescueCase, RescueRow?>
{
    private const int PageSize = 50;

    private static readonly Expression<Func<RescueCase, int>> Urgency = ByUrgency();

    public async Task<RescuePage> Handle(ListRescueCases request, CancellationToken cancellationToken)
    {
        var cases = db.Set<RescueCase>();
        var shown = request.Show switch
        {
            RescueShow.Open => cases.Where(c => c.DoneAt == null).OrderBy(Urgency).ThenBy(c => c.RaisedAt).ThenBy(c => c.Id),
            RescueShow.Settled => cases.Where(c => c.DoneAt != null && c.DoneBy != null).OrderByDescending(c => c.DoneAt).ThenByDescending(c => c.Id),
            _ => cases.Where(c => c.DoneAt != null && c.DoneBy == null).OrderByDescending(c => c.DoneAt).ThenByDescending(c => c.Id),
        };
        var (total, page) = (await shown.CountAsync(cancellationToken), Math.Max(1, request.Page));
        var rows = await shown.OnPage(page, PageSize).Select(RescueRows.Row).ToListAsync(cancellationToken);
        return new RescuePage(rows, total, await shown.SumAsync(c => c.AmountPence, cancellationToken), page, NumberedPages.Count(total, PageSize));
    }

    /// <summary>The order of <see cref="RescueKind"/>, of which the database knows the names only.</summary>
    private static Expression<Func<RescueCase, int>> ByUrgency()
    {
        var one = Expression.Parameter(typeof(RescueCase));
        var kind = Expression.Property(one, nameof(RescueCase.Kind));
        var place = Enum.GetValues<RescueKind>().Reverse().Aggregate(
            (Expression)Expression.Constant(int.MaxValue), (rest, k) => Expression.Condition(Expression.Equal(kind, Expression.Constant(k)), Expression.Constant((int)k), rest));
        return Expression.Lambda<Func<RescueCase, int>>(place, one);
    }

    public Task<RescueRow?> Handle(GetRescueCase request, CancellationToken cancellationToken) =>
        db.Set<RescueCase>().Where(a => a.Id == request.Id).Select(RescueRows.Row).SingleOrDefaultAsync(cancellationToken);
}
