using AutoMapper;
using AutoMapper.QueryableExtensions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Rescue;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Takings;

/// <summary>Payments of a filter in an order, 50 at a time, with the sums of the whole filter.</summary>
/// <param name="After">The <see cref="PaymentPage.Next"/> of the page before; null for the first.</param>
public sealed record ListPayments(PaymentFilter Filter, Guid? After, ListOrder Order = ListOrder.Newest) : IQuery<PaymentPage>;

/// <param name="Next">Null on the last page.</param>
public sealed record PaymentPage(IReadOnlyList<PaymentRow> Rows, Guid? Next, PaymentSums Sums);

/// <param name="FeePence">Of the payments whose fee is known.</param>
/// <param name="WithoutFee">Payments whose fee Stripe has not told yet.</param>
public sealed record PaymentSums(int Count, long GrossPence, long RefundedPence, long FeePence, int WithoutFee)
{
    public static readonly PaymentSums None = new(0, 0, 0, 0, 0);

    /// <summary>Gross less refunds and the fees known so far.</summary>
    public long NetPence => GrossPence - RefundedPence - FeePence;

    public static PaymentSums operator +(PaymentSums a, PaymentSums b) => new(
        checked(a.Count + b.Count), checked(a.GrossPence + b.GrossPence), checked(a.RefundedPence + b.RefundedPence), checked(a.FeePence + b.FeePence), checked(a.WithoutFee + b.WithoutFee));
}

/// <summary>A payment in the list. Amounts in pence.</summary>
/// <param name="Reference">Without dashes.</param>
/// <param name="PaidAt">UTC.</param>
/// <param name="FeePence">Null until Stripe tells it.</param>
public sealed record PaymentRow(
    Guid Id, string Reference, DateTime PaidAt, DateOnly FinancialDate, string PayerName, string PayerEmail, long GrossPence, long RefundedPence, long? FeePence,
    TakingState State, string? ChargeId, string? CardBrand, string? CardLast4)
{
    /// <summary>Null until the fee is known.</summary>
    public long? NetPence => FeePence is { } fee ? GrossPence - RefundedPence - fee : null;

    /// <summary>An item about its order is open; set by the list.</summary>
    public bool NeedsAttention { get; init; }
}

internal sealed class TakingsProfile : Profile
{
    public TakingsProfile() => CreateProjection<FinancePayment, PaymentRow>()
        .ForCtorParam(nameof(PaymentRow.PaidAt), o => o.MapFrom(p => p.PaidAt!.Value))
        .ForCtorParam(nameof(PaymentRow.FinancialDate), o => o.MapFrom(p => p.FinancialDate!.Value))
        .ForMember(r => r.NeedsAttention, o => o.Ignore());
}

internal sealed class ListPaymentsHandler(ShopDbContext db, TakingSums sums, IConfigurationProvider mapping) : IRequestHandler<ListPayments, PaymentPage>
{
    private const int PageSize = 50;

    public async Task<PaymentPage> Handle(ListPayments request, CancellationToken cancellationToken)
    {
        var rows = await (await FromAsync(request, cancellationToken))
            .InOrder(request.Order).Take(PageSize + 1)
            .ProjectTo<PaymentRow>(mapping).ToListAsync(cancellationToken);
        var next = rows.Count > PageSize ? rows[PageSize - 1].Id : (Guid?)null;
        return new PaymentPage(await MarkAsync([.. rows.Take(PageSize)], cancellationToken), next, await SumsAsync(request.Filter, cancellationToken));
    }

    private async Task<IQueryable<FinancePayment>> FromAsync(ListPayments request, CancellationToken ct)
    {
        var payments = request.Filter.Apply(db);
        if (request.After is not { } id) return payments;
        // A payment is never deleted; an id that is none was made up.
        return await db.Set<FinancePayment>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is { } last ? payments.After(last, request.Order) : payments.Where(_ => false);
    }

    private async Task<IReadOnlyList<PaymentRow>> MarkAsync(IReadOnlyList<PaymentRow> rows, CancellationToken ct)
    {
        var references = rows.Select(r => r.Reference).ToList();
        var open = await db.Set<RescueCase>().Where(a => a.DoneAt == null && a.Reference != null && references.Contains(a.Reference)).Select(a => a.Reference!).ToListAsync(ct);
        return [.. rows.Select(r => r with { NeedsAttention = open.Contains(r.Reference) })];
    }

    private async Task<PaymentSums> SumsAsync(PaymentFilter filter, CancellationToken ct) => filter.IsOfWholeDays
        ? await sums.PaymentsAsync(filter.From, filter.To, ct)
        : await filter.Apply(db).GroupBy(_ => 1).Select(g => new PaymentSums(
            g.Count(), g.Sum(p => p.GrossPence), g.Sum(p => p.RefundedPence), g.Sum(p => p.FeePence ?? 0), g.Count(p => p.FeePence == null)))
            .SingleOrDefaultAsync(ct) ?? PaymentSums.None;
}
