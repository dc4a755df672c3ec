using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Shop.Simulator.Council;

/// <summary>A bank line that the matching page still asks to explain. Pence; money out is below zero.</summary>
internal sealed record OpenLine(string Id, string Text, long Pence)
{
    public static List<OpenLine> On(IHtmlDocument matchPage) =>
        [.. matchPage.QuerySelectorAll<IHtmlInputElement>("main input[name=line][type=checkbox]").Select(Of)];

    private static OpenLine Of(IHtmlInputElement box)
    {
        var row = box.Closest("tr")!;
        return new OpenLine(box.Value, row.Children[1].TextContent.Trim(), Pounds.Pence(row.Children[2].TextContent));
    }
}
