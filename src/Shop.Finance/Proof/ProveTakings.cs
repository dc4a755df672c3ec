using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Takings;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Finance.Proof;

/// <summary>
/// Asks Stripe what it captured and refunded on charges of these London days (both inclusive, at most 92) and compares it with
/// the orders and with finance's record. Stripe unavailable when it did not tell all of it within 8 seconds. Changes nothing.
/// </summary>
public sealed record ProveTakings(DateOnly From, DateOnly To) : IGatewayCommand<ProofResult>;

internal sealed class ProveTakingsHandler(ShopDbContext db, IMediator mediator, ILogger<ProveTakingsHandler> log) : IRequestHandler<ProveTakings, ProofResult>
{
    private const int MostDays = 92;

    public async Task<ProofResult> Handle(ProveTakings request, CancellationToken cancellationToken)
    {
        if (request.To < request.From) return new ProofResult.RangeRefused("The last day must be the same as or after the first day");
        if (request.To.DayNumber - request.From.DayNumber >= MostDays) return new ProofResult.RangeRefused($"Choose {MostDays} days or fewer");
        var from = LondonTime.StartOfDay(request.From);
        var until = LondonTime.StartOfDay(request.To.AddDays(1));
        if (await AskStripeAsync(from, until, cancellationToken) is not { } charges) return new ProofResult.StripeUnavailable();

        var orders = await mediator.Send(new ListOrderTotals(from, until), cancellationToken);
        var differences = Comparison.Of(charges, orders, await TakingsAsync(from, until, cancellationToken));
        return new ProofResult.Compared(new ProofOfTakings(request.From, request.To, Days(charges, orders), await ExplainAsync(differences, cancellationToken)));
    }

    private async Task<IReadOnlyList<StripeCharge>?> AskStripeAsync(DateTime from, DateTime until, CancellationToken ct)
    {
        using var patience = Patience.Start(ct);
        try
        {
            return await mediator.Send(new ListStripeCharges(from, until), patience.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(e, "Stripe did not answer the proof");
            return null;
        }
    }

    private Task<List<RecordedTaking>> TakingsAsync(DateTime from, DateTime until, CancellationToken ct) => db.Set<FinancePayment>()
        .Where(p => p.PaidAt >= from && p.PaidAt < until)
        .Select(p => new RecordedTaking(p.Reference, p.ChargeId, p.PaidAt!.Value, p.GrossPence, p.RefundedPence, p.Lines.Sum(l => l.GrossPence)))
        .ToListAsync(ct);

    private static IReadOnlyList<ProofDay> Days(IReadOnlyList<StripeCharge> charges, IReadOnlyList<OrderTotal> orders)
    {
        var atStripe = charges.ToLookup(c => LondonTime.DateOf(c.CreatedAt));
        var onOrders = orders.ToLookup(o => LondonTime.DateOf(o.PaidAt));
        return
        [
            .. atStripe.Select(g => g.Key).Union(onOrders.Select(g => g.Key)).OrderDescending().Select(day => new ProofDay(
                day, atStripe[day].Count(), atStripe[day].Sum(c => c.CapturedPence), atStripe[day].Sum(c => c.RefundedPence),
                onOrders[day].Sum(o => o.PaidPence + o.OtherMoneyPence), onOrders[day].Sum(o => o.RefundedPence))),
        ];
    }

    /// <summary>An explanation holds for exactly the amount it was given for.</summary>
    private async Task<IReadOnlyList<Difference>> ExplainAsync(IReadOnlyList<Difference> differences, CancellationToken ct)
    {
        var keys = differences.Select(d => d.Key).ToList();
        var known = (await db.Set<Explanation>().Where(e => keys.Contains(e.Key)).OrderBy(e => e.At).ToListAsync(ct)).ToLookup(e => (e.Key, e.AmountPence));
        return [.. differences.Select(d => known[(d.Key, d.AmountPence)].LastOrDefault() is { } e ? d with { Explanation = new DifferenceExplanation(e.Reason, e.By, e.At) } : d)];
    }
}
