using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>A payment with what was given back of it, component by component.</summary>
/// <param name="Money">The charge that paid, as Payments has it; null when it has none.</param>
internal sealed record RefundBook(FinancePayment Payment, IReadOnlyList<FinanceRefund> Refunds, ChargeMoney? Money)
{
    /// <summary>Money that went back of which nobody has said yet what it was taken from.</summary>
    public bool HasUnallocated => Refunds.Any(r => r is { AllocatedAt: null, Counts: true });

    /// <summary>Pence: what neither finance nor Stripe counts as gone.</summary>
    public long LeftPence => Math.Max(0, Math.Min(
        Payment.GrossPence - Refunds.Where(r => r is { Counts: true, IsStray: false }).Sum(r => r.AmountPence), Money is null ? 0 : Money.LeftPence - Waiting));

    public IReadOnlyDictionary<Guid, FinancePaymentLine> Lines => Payment.Lines.ToDictionary(l => l.Id);

    /// <summary>Given back by officers on their own word.</summary>
    public long OfficersPence => Refunds.Where(r => r.IsOneOfficers).Sum(r => r.AmountPence);

    /// <summary>Waiting for a second person: Payments does not know of these yet.</summary>
    private long Waiting => Refunds.Where(r => r is { State: FinanceRefundState.AwaitingSecondPerson, IsStray: false }).Sum(r => r.AmountPence);

    /// <summary>Null for an unknown or unpaid reference.</summary>
    public static async Task<RefundBook?> ReadAsync(ShopDbContext db, IMediator mediator, string reference, CancellationToken ct)
    {
        if (!OrderReference.TryParse(reference, out var parsed)) return null;
        var payment = await db.Set<FinancePayment>().Include(p => p.Lines).AsSplitQuery().SingleOrDefaultAsync(p => p.Reference == parsed.Value && p.PaidAt != null, ct);
        if (payment is null) return null;
        var refunds = await db.Set<FinanceRefund>().Include(r => r.Parts).AsSplitQuery().Where(r => r.PaymentId == payment.Id).OrderBy(r => r.AskedAt).ToListAsync(ct);
        var money = await mediator.Send(new GetChargeMoney(parsed.Value), ct);
        return new RefundBook(payment, refunds, money.SingleOrDefault(m => m.ChargeId == payment.ChargeId));
    }

    /// <summary>As much as that refund and each of its parts is left: it can be made again, or paid by other means.</summary>
    public bool HasLeft(FinanceRefund refund)
    {
        var left = Left().ToDictionary(c => c.LineId, c => c.LeftGrossPence);
        return LeftPence >= refund.AmountPence && refund.Parts.All(p => left.GetValueOrDefault(p.PaymentLineId) >= p.GrossPence);
    }

    /// <param name="orderLineId">Null for the whole order.</param>
    /// <param name="chargeIds">Of that line, only these charges; null for all.</param>
    public IReadOnlyList<ComponentLeft> Left(Guid? orderLineId = null, IReadOnlyCollection<string>? chargeIds = null)
    {
        var gone = Refunds.Where(r => r.Counts).SelectMany(r => r.Parts).ToLookup(p => p.PaymentLineId);
        return
        [
            .. Payment.Lines
                .Where(l => (orderLineId is null || l.OrderLineId == orderLineId) && (chargeIds is null || chargeIds.Contains(l.ChargeId)))
                .OrderBy(l => l.Place)
                .Select(l => new ComponentLeft(l.Id, l.Place, l.GrossPence, l.VatPence, l.GrossPence - gone[l.Id].Sum(p => p.GrossPence), l.VatPence - gone[l.Id].Sum(p => p.VatPence)))
                .Where(c => c.LeftGrossPence > 0),
        ];
    }
}
