using System.Collections.Concurrent;
using MediatR;
using Shop.Kernel.Messaging;

namespace Shop.Tests.Payments;

/// <summary>Notes what was told once its transaction has committed: what was rolled back was never told.</summary>
public sealed class EventLog
{
    private readonly ConcurrentQueue<INotification> _told = new();

    /// <summary>The next listener throws, as one of another module may.</summary>
    public bool FailNext { get; set; }

    public IReadOnlyList<T> Of<T>() => [.. _told.OfType<T>()];

    internal sealed class Listener<T>(EventLog log, AfterCommit afterCommit) : INotificationHandler<T>
        where T : INotification
    {
        public Task Handle(T notification, CancellationToken cancellationToken)
        {
            if (log.FailNext)
            {
                log.FailNext = false;
                throw new InvalidOperationException("A listener failed, as the test told it to.");
            }

            afterCommit.Do(() => log._told.Enqueue(notification));
            return Task.CompletedTask;
        }
    }
}
