using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

/// <summary>
/// Asks Stripe about attempts that nothing was heard of: interrupted before their session was stored, open for a
/// while, past their end, or paid with the fee still unknown. So a lost webhook, a stopped process or a closed browser
/// costs minutes, never money. Stops early while Stripe is unreachable.
/// </summary>
/// <param name="AlsoOpen">Also asks about open attempts that are not due: after a start, when events may have been missed.</param>
internal sealed record SweepPayments(bool AlsoOpen) : IGatewayCommand<SweepResult>;

/// <param name="Looked">How many payments were looked at.</param>
/// <param name="Complete">False when Stripe was unreachable before all were.</param>
internal sealed record SweepResult(int Looked, bool Complete);

internal sealed class SweepPaymentsHandler(ShopDbContext db, IServiceScopeFactory scopes, TimeProvider clock, ILogger<SweepPaymentsHandler> log)
    : IRequestHandler<SweepPayments, SweepResult>
{
    public async Task<SweepResult> Handle(SweepPayments request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var due = await db.Set<PaymentAttempt>().AsNoTracking()
            .Where(a => a.NextLookAt <= now || (request.AlsoOpen && a.State == AttemptState.Open))
            .OrderBy(a => a.NextLookAt).Select(a => a.PaymentId).ToListAsync(cancellationToken);
        var looked = 0;
        foreach (var paymentId in due.Distinct())
        {
            if (!await LookAsync(paymentId, cancellationToken)) return new SweepResult(looked, Complete: false);
            looked++;
        }

        return new SweepResult(looked, Complete: true);
    }

    /// <summary>False when Stripe is unreachable: the rest would meet the same.</summary>
    private async Task<bool> LookAsync(Guid paymentId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<PaymentLook>().LookAsync(paymentId, ct);
            return true;
        }
        catch (StripeUnavailableException e)
        {
            log.LogWarning("The sweep stops early: {Reason}", e.Message);
            return false;
        }
#pragma warning disable CA1031 // One payment that cannot be looked at must not hide the others from the sweeper.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogError(e, "Payment {PaymentId} could not be looked at", paymentId);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new PlanNextLook(paymentId), CancellationToken.None);
            return true;
        }
    }
}
