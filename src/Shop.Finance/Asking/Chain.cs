namespace Shop.Finance.Asking;

/// <summary>Everything that happened to one pound, or to one thing, from the order to the bank and the ledger.</summary>
/// <param name="Id">The order's reference without dashes, the payout's id and so on, by <paramref name="About"/>.</param>
/// <param name="Facts">The short answer: where the money is.</param>
/// <param name="Steps">Oldest first.</param>
public sealed record Chain(AskKind About, string Id, IReadOnlyList<ChainFact> Facts, IReadOnlyList<ChainStep> Steps);

public sealed record ChainFact(string Name, string Says, ChainLink? Link = null);

/// <summary>One thing that happened.</summary>
/// <param name="At">UTC; of a matter of a day only, the end of that London day.</param>
/// <param name="IsDay">Only the day is known.</param>
/// <param name="What">One sentence without the payer's particulars.</param>
/// <param name="Ids">All that it can be asked for by.</param>
public sealed record ChainStep(DateTime At, bool IsDay, ChainKind Kind, string What, IReadOnlyList<string> Ids, ChainLink? Link = null);

/// <summary>In the order in which things of one moment are told.</summary>
public enum ChainKind { Message, Payment, Order, Refund, Dispute, Attention, Transaction, Payout, Bank, Journal, Suspense }

/// <summary>The page of something.</summary>
public sealed record ChainLink(ChainPage Page, string Id);

public enum ChainPage { Payment, Refund, Disputes, Attention, Payout, ClearingDay, BankLine, Journal, SuspenseItem }
