using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Notifications;

/// <summary>
/// Erases to whom old mails went and what they said (<see cref="RetentionSettings.MessageDays"/>). The row stays, so that what
/// happened once is never written about twice. Does nothing to mails that are still to be sent. Returns how many were erased.
/// </summary>
public sealed record ForgetOldMessages : ICommand<int>;

internal sealed class ForgetOldMessagesHandler(ShopDbContext db, RetentionSettings settings, TimeProvider clock) : IRequestHandler<ForgetOldMessages, int>
{
    public Task<int> Handle(ForgetOldMessages request, CancellationToken cancellationToken)
    {
        var before = clock.UtcNow().AddDays(-settings.MessageDays);
        return db.Set<Message>().Where(m => m.CreatedAt < before && m.To != "" && (m.SentAt != null || m.GivenUpAt != null)).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.To, "").SetProperty(m => m.ToName, "").SetProperty(m => m.Subject, "").SetProperty(m => m.Body, ""), cancellationToken);
    }
}
