using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Shop.Finance;
using Shop.Finance.Takings;

namespace Shop.Web.Pages.Finance;

/// <summary>The filter of the payments list as it stands in the address, so that it can be shared.</summary>
public sealed class PaymentQuery
{
    [FromQuery(Name = "q")] public string? Search { get; set; }

    [FromQuery(Name = "from")] public string? From { get; set; }

    [FromQuery(Name = "to")] public string? To { get; set; }

    [FromQuery(Name = "show")] public string? Show { get; set; }

    [FromQuery(Name = "sort")] public string? Sort { get; set; }

    public static readonly IReadOnlyList<GovOption> Sorts = Sorting.Options(ListOrder.Newest);

    public ListOrder Order => Sorting.Read(Sort, ListOrder.Newest);

    public static readonly IReadOnlyList<GovOption> Shows =
        [new("", "All payments"), new("refunded", "With refunds"), new("fee-not-known", "Fee not yet known"), new("attention", "Needs attention")];

    private PaymentShow ToShow() => Show switch
    {
        "refunded" => PaymentShow.Refunded,
        "fee-not-known" => PaymentShow.FeeNotKnown,
        "attention" => PaymentShow.NeedsAttention,
        _ => PaymentShow.All,
    };

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || !string.IsNullOrEmpty(From) || !string.IsNullOrEmpty(To) || ToShow() != PaymentShow.All;

    public PaymentFilter Filter
    {
        get
        {
            var days = new DayRange(From, To);
            return new PaymentFilter(Search, days.First, days.Last, ToShow());
        }
    }

    /// <summary>Adds messages by field where the filter cannot be understood.</summary>
    public bool Check(ModelStateDictionary state)
    {
        if (!Filter.IsReadable) state.AddModelError("q", "Enter a whole order reference, a whole email address, an amount like 97.00, the last 4 digits of a card, or a Stripe charge");
        return new DayRange(From, To).Check(state);
    }

    /// <summary>The address of a page with the same filter.</summary>
    public string Link(string path, Guid? after = null) => path + QueryString.Create(
        new Dictionary<string, string?> { ["q"] = Search, ["from"] = From, ["to"] = To, ["show"] = Show, ["sort"] = Sorting.InAddress(Order, ListOrder.Newest), ["after"] = after?.ToString() }
            .Where(p => !string.IsNullOrEmpty(p.Value)));
}
