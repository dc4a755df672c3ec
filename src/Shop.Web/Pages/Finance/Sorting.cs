using Shop.Finance;

namespace Shop.Web.Pages.Finance;

/// <summary>The order of a list as it stands in the address (sort=largest) and in the filter's drop-down; the list's own order is left out of the address.</summary>
internal static class Sorting
{
    public static IReadOnlyList<GovOption> Options(ListOrder usual) =>
        [.. Enum.GetValues<ListOrder>().OrderBy(o => o != usual).Select(o => new GovOption(InAddress(o, usual), $"{o} first"))];

    /// <summary>What cannot be read is the list's own order.</summary>
    public static ListOrder Read(string? text, ListOrder usual) => Read(text) ?? usual;

    public static string InAddress(ListOrder order, ListOrder usual) => order == usual ? "" : Word(order);

    /// <summary>For a list whose own order is none of the four.</summary>
    /// <param name="usual">That order in words: "Evidence due first".</param>
    public static IReadOnlyList<GovOption> Options(string usual) => [new GovOption("", usual), .. Enum.GetValues<ListOrder>().Select(o => new GovOption(Word(o), $"{o} first"))];

    /// <summary>Null, the list's own order, when it cannot be read.</summary>
    public static ListOrder? Read(string? text) => Enum.GetValues<ListOrder>().Where(o => Word(o) == text).Select(o => (ListOrder?)o).FirstOrDefault();

    public static string InAddress(ListOrder? order) => order is { } chosen ? Word(chosen) : "";

    /// <summary>"largest first", for a caption.</summary>
    public static string InWords(this ListOrder order) => Word(order) + " first";

    private static string Word(ListOrder order) => order.ToString().ToLowerInvariant();
}
