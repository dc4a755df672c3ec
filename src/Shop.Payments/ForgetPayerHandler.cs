using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Payments;

internal sealed class ForgetPayerHandler(ShopDbContext db) : IRequestHandler<ForgetPayer, Unit>
{
    public async Task<Unit> Handle(ForgetPayer request, CancellationToken cancellationToken)
    {
        var payment = await db.Set<Payment>().Include("_attempts").SingleOrDefaultAsync(p => p.Reference == request.Reference, cancellationToken);
        payment?.ForgetPayer();
        return Unit.Value;
    }
}
