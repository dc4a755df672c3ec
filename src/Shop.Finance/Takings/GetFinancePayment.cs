using AutoMapper;
using AutoMapper.QueryableExtensions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Takings;

/// <summary>One payment with its lines, refunds due and what needed attention. Null for an unknown or unpaid reference.</summary>
public sealed record GetFinancePayment(string Reference) : IQuery<FinancePaymentView?>;

public sealed record FinancePaymentView(
    PaymentRow Payment, Guid OrderId, Guid? PaymentId, string? BalanceTransactionId,
    IReadOnlyList<PaymentLineRow> Lines, IReadOnlyList<RefundDueRow> RefundsDue, IReadOnlyList<RescueRow> Attention);

/// <summary>A charge component as sold. Amounts in pence.</summary>
public sealed record PaymentLineRow(
    int Place, string ServiceId, string ServiceTitle, int Quantity, string ChargeName, ChargeKind Kind, string CostCentre, string Subjective,
    string VatCode, int VatRateBasisPoints, long NetPence, long VatPence, long GrossPence, DateOnly? ServiceDate);

internal sealed class PaymentLineProfile : Profile
{
    public PaymentLineProfile() => CreateProjection<FinancePaymentLine, PaymentLineRow>();
}

internal sealed class GetFinancePaymentHandler(ShopDbContext db, IConfigurationProvider mapping) : IRequestHandler<GetFinancePayment, FinancePaymentView?>
{
    public async Task<FinancePaymentView?> Handle(GetFinancePayment request, CancellationToken cancellationToken)
    {
        if (!OrderReference.TryParse(request.Reference, out var reference)) return null;
        var found = db.Set<FinancePayment>().Where(p => p.Reference == reference.Value && p.PaidAt != null);
        var ids = await found.Select(p => new { p.Id, p.OrderId, p.PaymentId, p.BalanceTransactionId }).SingleOrDefaultAsync(cancellationToken);
        if (ids is null) return null;
        var attention = await db.Set<RescueCase>().Where(a => a.Reference == reference.Value).OrderBy(a => a.RaisedAt).Select(RescueRows.Row).ToListAsync(cancellationToken);
        var refunds = await RefundDueRow.Of(db, db.Set<RefundDue>().Where(r => r.Reference == reference.Value).OrderBy(r => r.RefusedAt).ThenBy(r => r.Id)).ToListAsync(cancellationToken);
        return new FinancePaymentView(
            await found.ProjectTo<PaymentRow>(mapping).SingleAsync(cancellationToken) with { NeedsAttention = attention.Exists(a => a.DoneAt is null) },
            ids.OrderId!.Value, ids.PaymentId, ids.BalanceTransactionId,
            await db.Set<FinancePaymentLine>().Where(l => l.PaymentId == ids.Id).OrderBy(l => l.Place).ProjectTo<PaymentLineRow>(mapping).ToListAsync(cancellationToken),
            refunds, attention);
    }
}
