using Shop.Finance.Refunds;

namespace Shop.Web.Pages.Finance;

/// <summary>The rows of a table of refunds, and what the table is called.</summary>
public sealed record RefundTable(IReadOnlyList<RefundRow> Rows, string Caption);
