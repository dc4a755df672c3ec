using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Notifications.Sending;

/// <summary>Takes due mails for one worker by a conditional update, so that no other worker gets them before the lease runs out.</summary>
internal sealed record LeaseMail : ICommand<IReadOnlyList<LeasedMail>>;

internal sealed record LeasedMail(Guid Id, Guid LeaseId, MessageKind Kind, string To, string ToName, string Subject, string Body, string MessageId);

internal sealed class LeaseMailHandler(ShopDbContext db, TimeProvider clock, ILogger<LeaseMailHandler> log) : IRequestHandler<LeaseMail, IReadOnlyList<LeasedMail>>
{
    private const int Batch = 10;
    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<LeasedMail>> Handle(LeaseMail request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var lease = Guid.CreateVersion7();
        var ids = await Due(now).OrderBy(m => m.NextTryAt).Take(Batch).Select(m => m.Id).ToListAsync(cancellationToken);
        if (ids.Count == 0) return [];
        await Due(now).Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.LeaseId, lease).SetProperty(m => m.LeasedUntil, now + LeaseFor)
                .SetProperty(m => m.Tries, m => m.Tries + 1).SetProperty(m => m.UnknownOutcomes, m => m.UnknownOutcomes + 1),
            cancellationToken);
        var leased = await db.Set<Message>().Where(m => m.LeaseId == lease).OrderBy(m => m.CreatedAt).ToListAsync(cancellationToken);
        foreach (var message in leased.Where(m => m.UnknownOutcomes > 2))
        {
            message.GiveUpAsUnknown(now);
            log.LogError("Gave up {Kind} {MessageId}: stopped twice while sending", message.Kind, message.Id);
        }

        return [.. leased.Where(m => m.GivenUpAt is null).Select(m => new LeasedMail(m.Id, lease, m.Kind, m.To, m.ToName, m.Subject, m.Body, m.MessageId))];
    }

    private IQueryable<Message> Due(DateTime now) => db.Set<Message>()
        .Where(m => m.SentAt == null && m.GivenUpAt == null && m.NextTryAt <= now && (m.LeasedUntil == null || m.LeasedUntil < now));
}
