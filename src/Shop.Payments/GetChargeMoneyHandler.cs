using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Payments;

internal sealed class GetChargeMoneyHandler(ShopDbContext db) : IRequestHandler<GetChargeMoney, IReadOnlyList<ChargeMoney>>
{
    public async Task<IReadOnlyList<ChargeMoney>> Handle(GetChargeMoney request, CancellationToken cancellationToken) =>
        await db.Set<Payment>().AsNoTracking().WithMoney().SingleOrDefaultAsync(p => p.Reference == request.Reference, cancellationToken) is { } payment ? payment.Charges() : [];
}
