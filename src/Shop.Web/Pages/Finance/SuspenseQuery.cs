using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Suspense;

namespace Shop.Web.Pages.Finance;

/// <summary>The filter of the suspense list as it stands in the address, so that it can be shared.</summary>
public sealed class SuspenseQuery
{
    private const string Nobody = "nobody";

    [FromQuery(Name = "state")] public string? State { get; set; }

    [FromQuery(Name = "age")] public string? Age { get; set; }

    [FromQuery(Name = "source")] public string? Source { get; set; }

    /// <summary>The id of a member of staff, or "nobody".</summary>
    [FromQuery(Name = "owner")] public string? Owner { get; set; }

    [FromQuery(Name = "sort")] public string? Sort { get; set; }

    public static readonly IReadOnlyList<GovOption> Sorts = Sorting.Options(ListOrder.Oldest);

    public ListOrder Order => Sorting.Read(Sort, ListOrder.Oldest);

    public static readonly IReadOnlyList<GovOption> States = [new("", "Open"), new("cleared", "Cleared")];

    public static readonly IReadOnlyList<GovOption> Ages = [new("", "Any age"), .. Enum.GetValues<AgeBand>().Select(b => new GovOption(InAddress(b), b.InWords()))];

    public static readonly IReadOnlyList<GovOption> Sources = [new("", "Any source"), .. Enum.GetValues<SuspenseSource>().Select(s => new GovOption(InAddress(s), s.InWords()))];

    public bool IsFiltered => Filter != SuspenseFilter.Open;

    public SuspenseFilter Filter => new(
        State == "cleared" ? SuspenseState.Cleared : SuspenseState.Open, Find<AgeBand>(Age), Find<SuspenseSource>(Source),
        Guid.TryParse(Owner, out var owner) ? owner : null, Owner == Nobody);

    /// <summary>"Anybody", oneself, "Nobody", and whoever else owns something.</summary>
    public static IReadOnlyList<GovOption> Owners(IReadOnlyList<SuspenseOwner> owners, ClaimsPrincipal user)
    {
        var me = user.Actor();
        return [new("", "Anybody"), new(me.StaffId.ToString(), "Me"), new(Nobody, "Nobody"), .. owners.Where(o => o.Id != me.StaffId).Select(o => new GovOption(o.Id.ToString(), o.Name))];
    }

    /// <summary>The address of a page with this filter, or with another age.</summary>
    public string Link(Guid? after = null, AgeBand? age = null, string path = "/finance/suspense") => path + QueryString.Create(
        new Dictionary<string, string?> { ["state"] = State, ["age"] = age is { } band ? InAddress(band) : Age, ["source"] = Source, ["owner"] = Owner, ["sort"] = Sorting.InAddress(Order, ListOrder.Oldest), ["after"] = after?.ToString() }
            .Where(p => !string.IsNullOrEmpty(p.Value)));

    /// <summary>"BankLine" is "bankline" in an address.</summary>
    private static string InAddress<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static T? Find<T>(string? text)
        where T : struct, Enum => Enum.GetValues<T>().Where(v => InAddress(v) == text).Select(v => (T?)v).FirstOrDefault();
}
