using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Proof;
using Shop.Finance.Takings;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Finance.Rescue;

/// <summary>
/// Looks for money without an order, orders without their money, amounts that differ, orders refunded but not stopped and messages
/// not worked. Asks Stripe again about each payment that does not agree, which heals what a lost message left; keeps the rest as
/// cases and closes those whose fault is gone. Moves no money. When Stripe does not answer, only what the shop knows itself is looked at.
/// </summary>
/// <param name="Days">How many days back, by the time of payment: 2 every five minutes, 35 once a day.</param>
/// <param name="IsAwaited">Somebody waits on a page: the comparison with Stripe is left out when it takes more than 8 seconds.</param>
public sealed record CheckForOrphans(int Days, bool IsAwaited = false) : IGatewayCommand<OrphanReport>;

/// <param name="StripeAnswered">False: the comparison with Stripe was left out this time.</param>
/// <param name="Healed">Faults that are gone: by asking Stripe again, or since the last check.</param>
public sealed record OrphanReport(bool StripeAnswered, int Opened, int Healed, int Open);

internal sealed class CheckForOrphansHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<CheckForOrphansHandler> log)
    : IRequestHandler<CheckForOrphans, OrphanReport>
{
    /// <summary>Money so young may still be on its way through the inbox.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(3);

    /// <summary>Payments asked about in one check: Stripe must not be flooded when something is thoroughly wrong.</summary>
    private const int MostAsked = 25;

    public async Task<OrphanReport> Handle(CheckForOrphans request, CancellationToken cancellationToken)
    {
        var until = clock.UtcNow() - Grace;
        var from = until.AddDays(-request.Days);
        var findings = await OwnAsync(cancellationToken);
        using var patience = Patience.StartIf(request.IsAwaited, cancellationToken);
        var compared = await CompareAsync(from, until, patience.Token, cancellationToken);
        if (compared is not null) findings.AddRange(compared.Findings);
        return await mediator.Send(new RecordFindings(findings, compared?.Healed ?? [], compared is null ? null : new ComparedWithStripe(from, until, compared.Refunded)), CancellationToken.None);
    }

    /// <summary>What needs no answer of Stripe's.</summary>
    private async Task<List<RescueFinding>> OwnAsync(CancellationToken ct) =>
    [
        .. (await mediator.Send(new ListRefundedOpenOrders(), ct)).Select(OrphanFindings.Of),
        .. (await mediator.Send(new ListOverdueEvents(), ct)).Select(OrphanFindings.Of),
    ];

    /// <summary>Null when Stripe did not answer.</summary>
    private async Task<Compared?> CompareAsync(DateTime from, DateTime until, CancellationToken patience, CancellationToken ct)
    {
        try
        {
            var charges = await mediator.Send(new ListStripeCharges(from, until), patience);
            var first = await DifferencesAsync(charges, from, until, patience);
            if (!await AskAgainAsync(first, charges, patience)) return new Compared([.. Findings(first, charges)], [], Refunded(charges));
            charges = await mediator.Send(new ListStripeCharges(from, until), patience);
            var left = await DifferencesAsync(charges, from, until, patience);
            var still = Findings(left, charges).ToList();
            return new Compared(still, [.. Findings(first, charges).Where(f => still.All(s => s.Key != f.Key))], Refunded(charges));
        }
        catch (Exception e) when (PaymentProviderUnavailableException.IsSilence(e, ct))
        {
            log.LogWarning("Orders were not compared with Stripe: {Reason}", e.Message);
            return null;
        }
    }

    /// <summary>False when there was nothing to ask about.</summary>
    private async Task<bool> AskAgainAsync(IReadOnlyList<Difference> differences, IReadOnlyList<StripeCharge> charges, CancellationToken ct)
    {
        var intents = charges.ToDictionary(c => c.ChargeId, c => c.PaymentIntentId);
        var asked = differences.Where(d => d is { Reference: not null, IsExplained: false, Kind: DifferenceKind.OnlyAtStripe or DifferenceKind.AmountsDiffer })
            .DistinctBy(d => d.Reference).Take(MostAsked).ToList();
        foreach (var one in asked)
            await mediator.Send(new RecheckPayment(one.Reference!, one.ChargeId is { } id ? intents.GetValueOrDefault(id) : null), ct);
        return asked.Count > 0;
    }

    private async Task<IReadOnlyList<Difference>> DifferencesAsync(IReadOnlyList<StripeCharge> charges, DateTime from, DateTime until, CancellationToken ct)
    {
        var orders = await mediator.Send(new ListOrderTotals(from, until), ct);
        var takings = await db.Set<FinancePayment>().AsNoTracking().Where(p => p.PaidAt >= from && p.PaidAt < until)
            .Select(p => new RecordedTaking(p.Reference, p.ChargeId, p.PaidAt!.Value, p.GrossPence, p.RefundedPence, p.Lines.Sum(l => l.GrossPence))).ToListAsync(ct);
        var differences = Comparison.Of(charges, orders, takings);
        var keys = differences.Select(d => d.Key).ToList();
        var explained = (await db.Set<Explanation>().Where(e => keys.Contains(e.Key)).Select(e => new { e.Key, e.AmountPence }).ToListAsync(ct)).Select(e => (e.Key, e.AmountPence)).ToHashSet();
        return [.. differences.Where(d => !explained.Contains((d.Key, d.AmountPence)))];
    }

    private static IEnumerable<RescueFinding> Findings(IReadOnlyList<Difference> differences, IReadOnlyList<StripeCharge> charges)
    {
        var byId = charges.ToDictionary(c => c.ChargeId);
        return differences.Select(d => OrphanFindings.Of(d, byId)).OfType<RescueFinding>();
    }

    private static HashSet<string> Refunded(IReadOnlyList<StripeCharge> charges) => [.. charges.Where(c => c.RefundedPence >= c.CapturedPence).Select(c => c.ChargeId)];

    /// <param name="Healed">Faults that asking Stripe again has mended.</param>
    /// <param name="Refunded">Charges that went back whole.</param>
    private sealed record Compared(IReadOnlyList<RescueFinding> Findings, IReadOnlyList<RescueFinding> Healed, IReadOnlySet<string> Refunded);
}
