namespace Shop.Web.Pages.Finance;

/// <summary>The drop-down for the order of a list that has no other filter.</summary>
/// <param name="Kept">Which list it is, as in the address; null where the address alone says it.</param>
/// <param name="Order">The chosen order, as in the address.</param>
public sealed record SortForm(string Address, (string Name, string Value)? Kept, IReadOnlyList<GovOption> Options, string Order);
