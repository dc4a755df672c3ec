using MediatR;
using Shop.Kernel.Messaging;

namespace Shop.Finance.Asking;

/// <summary>
/// Ask anything: an order reference, any id of Stripe's, an amount, the last four digits of a card, an e-mail address, the text of
/// a bank line, a journal by its id or source. One thing meant: its whole chain. Several: a list to choose from. Changes nothing.
/// </summary>
public sealed record Ask(string? Text) : IQuery<AskAnswer>;

/// <param name="Text">As it was understood: without spaces around it, and not longer than can be asked.</param>
public abstract record AskAnswer(string Text)
{
    /// <summary>Nothing was typed.</summary>
    public sealed record Unasked() : AskAnswer("");

    public sealed record Nothing(string Text) : AskAnswer(Text);

    public sealed record Many(string Text, IReadOnlyList<AskGroup> Groups) : AskAnswer(Text);

    public sealed record One(string Text, Chain Chain) : AskAnswer(Text);
}

/// <summary>What can be asked about.</summary>
public enum AskKind { Order, Refund, Dispute, Payout, Transaction, BankLine, SuspenseItem, Journal }

/// <param name="Hits">The newest, at most <see cref="Most"/>.</param>
/// <param name="IsMore">There are more than these.</param>
public sealed record AskGroup(AskKind Kind, IReadOnlyList<AskHit> Hits, bool IsMore)
{
    public const int Most = 20;
}

/// <summary>Something that may be meant.</summary>
/// <param name="Id">To ask for just this.</param>
/// <param name="Day">London day.</param>
/// <param name="AmountPence">Below zero: it went.</param>
public sealed record AskHit(AskKind Kind, string Id, DateOnly Day, long AmountPence, string What);

internal sealed class AskHandler(AskFinder finder, Chains chains) : IRequestHandler<Ask, AskAnswer>
{
    public async Task<AskAnswer> Handle(Ask request, CancellationToken cancellationToken)
    {
        var asked = AskText.Read(request.Text);
        if (asked.Text.Length == 0) return new AskAnswer.Unasked();
        var groups = await finder.FindAsync(asked, cancellationToken);
        if (groups.Count == 0) return new AskAnswer.Nothing(asked.Text);
        return groups is [{ Hits: [var only], IsMore: false }]
            ? new AskAnswer.One(asked.Text, await chains.OfAsync(only.Kind, only.Id, cancellationToken))
            : new AskAnswer.Many(asked.Text, groups);
    }
}
