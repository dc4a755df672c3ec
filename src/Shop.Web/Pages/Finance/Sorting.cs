using Shop.Finance;

namespace Shop.Web.Pages.Finance;

/// <summary>The order of a list as it stands in the address (sort=largest) and in the filter's drop-down; the list's own order is left out of the address.</summary>
internal static class Sorting
{
    public static IReadOnlyList<GovOption> Options(ListOrder usual) =>
        [.. Enum.GetValues<ListOrder>().OrderBy(o => o != usual).Select(o => new GovOption(InAddress(o, usual), $"{o} first"))];

    /// <summary>What cannot be read is the list's own order.</summary>
    public static ListOrder Read(string? text, ListOrder usual) =>
        Read(text) ?? usual;

    public static string InAddress(ListOrder order, ListOrder usual) => order == usual ? "" : Word(order);

    /// <summary>Null where the address says nothing that can be read: the list's own order, which may be one of its own.</summary>
    public static ListOrder? Read(string? text) => Enum.GetValues<ListOrder>().Where(o => Word(o) == text).Select(o => (ListOrder?)o).FirstOrDefault();

    /// <summary>With a word for the list's own order at the top.</summary>
    public static IReadOnlyList<GovOption> Options(string usual) => [new("", usual), .. Enum.GetValues<ListOrder>().Select(o => new GovOption(Word(o), $"{o} first"))];

    /// <summary>Empty for the list's own order.</summary>
    public static string InAddress(ListOrder? order) => order is { } known ? Word(known) : "";

    /// <summary>"largest first", for a caption.</summary>
    public static string InWords(this ListOrder order) => Word(order) + " first";

    private static string Word(ListOrder order) => order.ToString().ToLowerInvariant();
}
