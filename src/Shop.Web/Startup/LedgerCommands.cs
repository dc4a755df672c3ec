using MediatR;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Ledger.Opening;
using Shop.Kernel;
using Shop.Kernel.Persistence;

namespace Shop.Web.Startup;

/// <summary>What an operator or auditor runs on the ledger by hand.</summary>
internal static class LedgerCommands
{
    /// <summary>Reads the whole chain. 0: it holds; 1: it does not, and the first broken row is named.</summary>
    public static async Task<int> VerifyAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        var verdict = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new VerifyLedger());
        Console.WriteLine($"{verdict.Checked:N0} of {verdict.Sealed:N0} sealed journals checked. Last seal {(verdict.Head.Length > 0 ? verdict.Head : "none")}.");
        if (verdict.Broken is { } broken) Console.Error.WriteLine($"BROKEN at journal {broken.Number} ({broken.SourceId ?? "gone"}, {broken.JournalId}): {broken.What}.");
        foreach (var journal in verdict.Foreign) Console.Error.WriteLine($"OUTSIDE THE CHAIN: {journal.SourceId} ({journal.JournalId}).");
        foreach (var account in verdict.BalancesDiffer) Console.Error.WriteLine($"BALANCES DIFFER from their entries: {account}.");
        foreach (var journal in verdict.Waiting) Console.WriteLine($"Not sealed yet: {journal.SourceId} ({journal.JournalId}).");
        if (verdict.WaitingCount > verdict.Waiting.Count) Console.WriteLine($"... and {verdict.WaitingCount - verdict.Waiting.Count} more.");
        Console.WriteLine(verdict.Holds ? "The chain holds." : "The chain does not hold.");
        return verdict.Holds ? 0 : 1;
    }

    /// <summary>Posts what was taken and given back before the ledger existed. May be run again: it posts what is missing.</summary>
    public static async Task<int> PostOpeningPositionAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        var (orders, taken, refunds, back, waiting) = (0, 0L, 0, 0L, 0L);
        while (true)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var part = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new PostOpeningPosition());
            (orders, taken, refunds, back, waiting) = (orders + part.Orders, taken + part.TakenPence, refunds + part.Refunds, back + part.RefundedPence, part.WaitingPence);
            if (part.Orders + part.Refunds == 0) break;
            Console.WriteLine($"  {orders:N0} orders, {refunds:N0} refunds …");
        }

        Console.WriteLine($"Opening position: {orders:N0} orders of {new Money(taken)}, {refunds:N0} refunds of {new Money(back)}; Stripe clearing {new Money(taken - back)} more than before.");
        Console.WriteLine("Refunds whose charges nobody has said wait on \"Refunds to allocate\". Stripe's fees and payouts come with its balance transactions.");
        if (waiting > 0) Console.WriteLine($"{new Money(waiting)} more went back; Stripe's balance does not show it here yet. Run this again when it was read (Finance, Clearing).");
        return 0;
    }
}
