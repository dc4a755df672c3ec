using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Rescue;

/// <summary>
/// Keeps what a check found: a case for each new fault, none for what a person settled, and closes the cases whose fault the check
/// would have found and did not. What mended itself during the check is kept as a healed case, so that it is told.
/// </summary>
/// <param name="Compared">Null when Stripe did not answer: its cases then stay as they are.</param>
internal sealed record RecordFindings(IReadOnlyList<RescueFinding> Found, IReadOnlyList<RescueFinding> Healed, ComparedWithStripe? Compared) : ICommand<OrphanReport>;

/// <param name="From">UTC, the charges compared; until exclusive.</param>
/// <param name="RefundedCharges">Charges that went back whole.</param>
internal sealed record ComparedWithStripe(DateTime From, DateTime Until, IReadOnlySet<string> RefundedCharges);

internal sealed class RecordFindingsHandler(ShopDbContext db, TimeProvider clock, ILogger<RecordFindingsHandler> log) : IRequestHandler<RecordFindings, OrphanReport>
{
    private const string AskedAgain = "Stripe was asked again, and it agrees now.";
    private const string Gone = "The fault was gone at the next check.";
    private const string GivenBack = "Stripe gave the whole charge back.";

    public async Task<OrphanReport> Handle(RecordFindings request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var keys = request.Found.Concat(request.Healed).Select(f => f.Key).ToList();
        var known = await db.Set<RescueCase>().Where(c => c.DoneAt == null || (c.Key != null && keys.Contains(c.Key))).ToListAsync(cancellationToken);
        var opened = 0;
        foreach (var found in request.Found)
            if (Find(known, found) is { } again) again.SeenAgain(found, now);
            else { Add(found, now); opened++; }

        var healed = 0;
        foreach (var mended in request.Healed)
        {
            var one = Find(known, mended) ?? Add(mended, now);
            healed += Heal(one, AskedAgain, now);
        }

        var left = request.Found.Select(f => f.Key).ToHashSet();
        foreach (var open in known.Where(c => c.DoneAt is null && (c.Key is null || !left.Contains(c.Key))))
            if (WhyGone(open, request.Compared) is { } how) healed += Heal(open, how, now);
        if (opened + healed > 0) log.LogWarning("Rescue: {Opened} cases opened, {Healed} healed", opened, healed);
        // What was just added counts; what the database counts is older.
        await db.SaveChangesAsync(cancellationToken);
        return new OrphanReport(request.Compared is not null, opened, healed, await db.Set<RescueCase>().CountAsync(c => c.DoneAt == null, cancellationToken));
    }

    private static RescueCase? Find(List<RescueCase> known, RescueFinding found) => known.FirstOrDefault(c => c.Key == found.Key);

    private RescueCase Add(RescueFinding found, DateTime now)
    {
        var one = new RescueCase(found, now);
        db.Add(one);
        return one;
    }

    private static int Heal(RescueCase one, string how, DateTime now)
    {
        if (one.DoneAt is not null) return 0;
        one.Heal(how, now);
        return 1;
    }

    /// <summary>Null when this check says nothing about the case.</summary>
    private static string? WhyGone(RescueCase open, ComparedWithStripe? compared) => open.Kind switch
    {
        RescueKind.RefundedStillOpen or RescueKind.MessageOverdue => Gone,
        _ when compared is null => null,
        RescueKind.StrayMoney => open.ChargeId is { } charge && compared.RefundedCharges.Contains(charge) ? GivenBack : null,
        _ => open.TakenAt is { } taken && taken >= compared.From && taken < compared.Until ? Gone : null,
    };
}
