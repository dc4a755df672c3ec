using AutoMapper;
using AutoMapper.QueryableExtensions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Attention;

/// <summary>What needs (or needed) a look, oldest first while open, newest first when done; at most 200.</summary>
public sealed record ListAttention(bool Done) : IQuery<IReadOnlyList<AttentionRow>>;

/// <summary>One item; null when unknown.</summary>
public sealed record GetAttention(Guid Id) : IQuery<AttentionRow?>;

public sealed record AttentionRow(
    Guid Id, string Reference, long AmountPence, string Reason, DateTime RaisedAt, DateTime? DoneAt, string? DoneBy, string? DoneNote);

internal sealed class AttentionProfile : Profile
{
    public AttentionProfile() => CreateProjection<AttentionItem, AttentionRow>();
}

internal sealed class ListAttentionHandler(ShopDbContext db, IConfigurationProvider mapping)
    : IRequestHandler<ListAttention, IReadOnlyList<AttentionRow>>, IRequestHandler<GetAttention, AttentionRow?>
{
    private const int Most = 200;

    public async Task<IReadOnlyList<AttentionRow>> Handle(ListAttention request, CancellationToken cancellationToken)
    {
        var items = request.Done
            ? db.Set<AttentionItem>().Where(a => a.DoneAt != null).OrderByDescending(a => a.DoneAt)
            : db.Set<AttentionItem>().Where(a => a.DoneAt == null).OrderBy(a => a.RaisedAt);
        return await items.Take(Most).ProjectTo<AttentionRow>(mapping).ToListAsync(cancellationToken);
    }

    public Task<AttentionRow?> Handle(GetAttention request, CancellationToken cancellationToken) =>
        db.Set<AttentionItem>().Where(a => a.Id == request.Id).ProjectTo<AttentionRow>(mapping).SingleOrDefaultAsync(cancellationToken);
}
