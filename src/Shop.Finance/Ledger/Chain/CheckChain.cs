using MediatR;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Ledger.Chain;

/// <summary>Reads the whole chain and writes down what was found. Takes minutes at a million journals, so it reads outside of a transaction.</summary>
public sealed record CheckChain : IGatewayCommand<ChainVerdict>;

/// <summary>Keeps what a look at the whole chain found.</summary>
internal sealed record KeepChainCheck(ChainVerdict Verdict) : ICommand<Unit>;

internal sealed class CheckChainHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<CheckChainHandler> log)
    : IRequestHandler<CheckChain, ChainVerdict>, IRequestHandler<KeepChainCheck, Unit>
{
    public async Task<ChainVerdict> Handle(CheckChain request, CancellationToken cancellationToken)
    {
        var verdict = await mediator.Send(new VerifyLedger(), cancellationToken);
        await mediator.Send(new KeepChainCheck(verdict), cancellationToken);
        // In the log too: whoever changes the database does not change that.
        if (verdict.Fault is { } fault) log.LogError("The ledger is not as it was sealed: {Fault}", fault);
        else log.LogInformation("The ledger is as it was sealed, up to journal {Number}, seal {Hash}", verdict.Sealed, verdict.Head);
        return verdict;
    }

    public Task<Unit> Handle(KeepChainCheck request, CancellationToken cancellationToken)
    {
        db.Add(new ChainCheck(request.Verdict, clock.UtcNow().WholeMilliseconds()));
        return Unit.Task;
    }
}
