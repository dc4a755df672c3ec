using MediatR;
using Shop.Finance.Refunds;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Payments.Contracts;

namespace Shop.Finance.Rescue;

/// <summary>
/// A finance officer gives the whole of a charge back that paid no order: twice, too late or of a wrong amount. One refund a case, however
/// often it is asked for; above the limit a second person has to agree first. The case closes when Stripe has made it. Audited before it is
/// asked for. Does nothing for other kinds of cases.
/// </summary>
public sealed record RefundCase(Actor By, Guid CaseId, string? Reason) : IGatewayCommand<RescueResult>;

internal sealed class RefundCaseHandler(IMediator mediator) : IRequestHandler<RefundCase, RescueResult>
{
    public async Task<RescueResult> Handle(RefundCase request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Reason)) return RescueResult.ReasonMissing;
        if (await mediator.Send(new GetRescueCase(request.CaseId), cancellationToken) is not { DoneAt: null } row) return RescueResult.NotOpen;
        if (!row.CanBeRefunded) return RescueResult.NotPossible;
        var reason = request.Reason!.Trim();
        if (await mediator.Send(new NoteTry(request.By, row.Id, "asked for the refund", reason), cancellationToken) is null) return RescueResult.NotOpen;
        return await mediator.Send(new AskStrayRefund(request.By, row.Id, row.Reference!, row.ChargeId!, row.AmountPence, reason), cancellationToken) switch
        {
            StrayRefund.Recorded recorded => await SendAsync(row.Id, recorded.RefundId, cancellationToken),
            StrayRefund.NeedsSecondPerson => RescueResult.NeedsSecondPerson,
            StrayRefund.PaidOtherwise => RescueResult.PaidOtherwise,
            StrayRefund.OnCodes => RescueResult.OnCodes,
            _ => RescueResult.NotPossible,
        };
    }

    private async Task<RescueResult> SendAsync(Guid caseId, Guid refundId, CancellationToken ct)
    {
        try
        {
            if (await mediator.Send(new SendRefund(refundId), ct) is RefundState.Failed or RefundState.Cancelled) return RescueResult.RefundFailed;
        }
        catch (PaymentProviderUnavailableException)
        {
            // The row is there: the worker sends it as soon as Stripe answers.
            return RescueResult.Refunding;
        }

        return await mediator.Send(new GetRescueCase(caseId), ct) is { DoneAt: null } ? RescueResult.Refunding : RescueResult.Healed;
    }
}
