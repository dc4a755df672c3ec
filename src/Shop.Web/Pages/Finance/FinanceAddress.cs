using Shop.Finance.Asking;
using Shop.Kernel;

namespace Shop.Web.Pages.Finance;

/// <summary>Where the pages of things are.</summary>
public static class FinanceAddress
{
    public static string Of(ChainLink link) => link.Page switch
    {
        ChainPage.Payment => $"/finance/payments/{link.Id}",
        ChainPage.Refund => $"/finance/refunds/{link.Id}",
        ChainPage.Disputes => "/finance/disputes",
        ChainPage.Attention => $"/finance/rescue/{Uri.EscapeDataString(link.Id)}",
        ChainPage.Payout => $"/finance/payouts/{link.Id}",
        ChainPage.ClearingDay => $"/finance/clearing/{link.Id}",
        ChainPage.BankLine => $"/finance/bank/lines/{link.Id}",
        ChainPage.Journal => $"/finance/ledger/journals/{link.Id}",
        ChainPage.SuspenseItem => $"/finance/suspense/{link.Id}",
        _ => throw new ArgumentOutOfRangeException(nameof(link)),
    };

    public static string InWords(ChainPage page) => page switch
    {
        ChainPage.Payment => "Payment",
        ChainPage.Refund => "Refund",
        ChainPage.Disputes => "Disputes",
        ChainPage.Attention => "Rescue queue",
        ChainPage.Payout => "Payout",
        ChainPage.ClearingDay => "Clearing",
        ChainPage.BankLine => "Bank line",
        ChainPage.Journal => "Journal",
        ChainPage.SuspenseItem => "Suspense item",
        _ => throw new ArgumentOutOfRangeException(nameof(page)),
    };

    /// <summary>The address that asks for just this.</summary>
    public static string Ask(string text) => "/finance/ask" + QueryString.Create("q", text);

    /// <summary>The list page with the same filter, where the list can be filtered so.</summary>
    public static (string Address, string Text) List(AskKind kind, string asked) => kind switch
    {
        AskKind.Order => ("/finance" + QueryString.Create("q", asked), "All of these payments"),
        AskKind.Refund => ("/finance/refunds?show=made", "Refunds made"),
        AskKind.Dispute => ("/finance/disputes", "Disputes"),
        AskKind.SuspenseItem => ("/finance/suspense", "Suspense items"),
        AskKind.BankLine => ("/finance/bank", "Bank statements"),
        _ => ("/finance/payouts", "Payouts"),
    };

    public static string InWords(AskKind kind) => kind switch
    {
        AskKind.Order => "Orders",
        AskKind.Refund => "Refunds",
        AskKind.Dispute => "Disputes",
        AskKind.Payout => "Payouts",
        AskKind.Transaction => "Stripe’s transactions",
        AskKind.BankLine => "Bank lines",
        AskKind.SuspenseItem => "Suspense items",
        AskKind.Journal => "Journals",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What a chain is about, as a heading: "Order BCD-234-XYZ".</summary>
    public static string Heading(Chain chain) => chain.About switch
    {
        AskKind.Order => $"Order {(OrderReference.TryParse(chain.Id, out var reference) ? reference.ToString() : chain.Id)}",
        AskKind.Payout => "One payout",
        AskKind.Transaction => "One transaction at Stripe",
        AskKind.BankLine => "One bank line",
        AskKind.SuspenseItem => "One suspense item",
        _ => "One journal",
    };
}
