using MediatR;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Payments.Contracts;

namespace Shop.Finance.Payouts;

/// <summary>
/// Reads what moved the Stripe balance since the last time (at first: all there is), newest first, a hundred a question.
/// Rows added meanwhile come with the next reading. Returns how many were new. Throws
/// <see cref="PaymentProviderUnavailableException"/>; what was read stays and the next call goes on from there.
/// </summary>
internal sealed record ReadBalance : IGatewayCommand<int>;

internal sealed class ReadBalanceHandler(IMediator mediator, ILogger<ReadBalanceHandler> log) : IRequestHandler<ReadBalance, int>
{
    public async Task<int> Handle(ReadBalance request, CancellationToken cancellationToken)
    {
        var reading = await mediator.Send(new StartReading(), cancellationToken);
        var (read, stored) = (0, 0);
        await foreach (var batch in TransactionPages.ReadAsync(mediator, payoutId: null, reading.From, reading.After, cancellationToken))
        {
            stored += await mediator.Send(new StoreTransactions(reading.Since, batch), cancellationToken);
            read += batch.Count;
            if (read >= TransactionPages.Batch) log.LogInformation("Read {Read} balance transactions, {Stored} of them new", read, stored);
        }

        await mediator.Send(new FinishReading(reading.Since), cancellationToken);
        return stored;
    }
}

/// <summary>Stripe's pages put together to batches that are worth a transaction of the database.</summary>
internal static class TransactionPages
{
    public const int Batch = 1_000;
    private const int PageSize = 100;

    public static async IAsyncEnumerable<IReadOnlyList<StripeTransaction>> ReadAsync(
        IMediator mediator, string? payoutId, DateTime? from, string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var batch = new List<StripeTransaction>(Batch);
        while (true)
        {
            var page = await mediator.Send(new ListBalanceTransactions(payoutId, from, null, after, PageSize), ct);
            batch.AddRange(page.Rows);
            var isLast = !page.HasMore || page.Rows.Count == 0;
            if (batch.Count > 0 && (isLast || batch.Count >= Batch))
            {
                yield return batch;
                batch = new List<StripeTransaction>(Batch);
            }

            if (isLast) yield break;
            after = page.Rows[^1].Id;
        }
    }
}
