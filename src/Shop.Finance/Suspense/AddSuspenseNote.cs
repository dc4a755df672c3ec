using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Suspense;

/// <summary>A finance officer writes down what is known about an item, open or cleared. The note itself is the record: it is never changed.</summary>
public sealed record AddSuspenseNote(Actor By, Guid Id, string? Text) : ICommand<MarkResult>;

internal sealed class AddSuspenseNoteHandler(ShopDbContext db, TimeProvider clock, ILogger<AddSuspenseNoteHandler> log) : IRequestHandler<AddSuspenseNote, MarkResult>
{
    public async Task<MarkResult> Handle(AddSuspenseNote request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Text)) return MarkResult.ReasonMissing;
        if (!await db.Set<SuspenseItem>().AnyAsync(i => i.Id == request.Id, cancellationToken)) return MarkResult.NotOpen;
        db.Add(new SuspenseNote(request.Id, request.Text!.Trim(), request.By.Name, clock.UtcNow()));
        log.LogInformation("Staff {StaffId} noted something on suspense item {ItemId}", request.By.StaffId, request.Id);
        return MarkResult.Done;
    }
}
