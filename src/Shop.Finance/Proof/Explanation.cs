using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Proof;

/// <summary>Why a difference of the proof is there, in a finance officer's words. Never changed; a later one for the same difference stands above it.</summary>
internal sealed class Explanation(string key, long amountPence, string reason, string by, DateTime at)
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Key { get; private set; } = key;

    /// <summary>The difference it explains, in pence; another amount is not explained by it.</summary>
    public long AmountPence { get; private set; } = amountPence;

    public string Reason { get; private set; } = reason;
    public string By { get; private set; } = by;
    public DateTime At { get; private set; } = at;
}

internal sealed class ExplanationConfiguration : IEntityTypeConfiguration<Explanation>
{
    public void Configure(EntityTypeBuilder<Explanation> builder)
    {
        builder.ToTable("finance_explanation");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Key).HasMaxLength(120);
        builder.Property(e => e.Reason).HasMaxLength(Reasons.Longest);
        builder.Property(e => e.By).HasMaxLength(200);
        builder.HasIndex(e => new { e.Key, e.AmountPence });
    }
}

/// <summary>A finance officer says why a difference of the proof is there. Moves no money. Audited.</summary>
/// <param name="Key">Of the <see cref="Difference"/>.</param>
/// <param name="AmountPence">Of the <see cref="Difference"/>: the explanation holds for this amount only.</param>
public sealed record ExplainDifference(Actor By, string Key, long AmountPence, string? Reason) : ICommand<MarkResult>;

internal sealed class ExplainDifferenceHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<ExplainDifferenceHandler> log) : IRequestHandler<ExplainDifference, MarkResult>
{
    public async Task<MarkResult> Handle(ExplainDifference request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Reason)) return MarkResult.ReasonMissing;
        if (request.Key.Length is 0 or > 120) return MarkResult.NotOpen;
        db.Add(new Explanation(request.Key, request.AmountPence, request.Reason!.Trim(), request.By.Name, clock.UtcNow()));
        await mediator.Publish(new Audited(request.By, "explained a difference", request.Key, new Money(request.AmountPence).ToString(), "explained", request.Reason.Trim()), cancellationToken);
        log.LogInformation("Staff {StaffId} explained difference {Key}", request.By.StaffId, request.Key);
        return MarkResult.Done;
    }
}
