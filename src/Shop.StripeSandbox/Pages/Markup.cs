using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Shop.StripeSandbox.Pages;

/// <summary>HTML made from interpolated text: what stands in braces is escaped unless it is markup itself.</summary>
internal readonly record struct Markup(string Html)
{
    public static readonly Markup None = new("");

    public static Markup Of(MarkupText text) => new(text.ToString());

    public static Markup Each<T>(IEnumerable<T> items, Func<T, Markup> render) => new(string.Concat(items.Select(i => render(i).Html)));

    public override string ToString() => Html;
}

/// <summary>Lets the compiler hand over each part of an interpolated text, so that none can be forgotten.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupText(int literalLength, int formattedCount)
{
    private readonly StringBuilder html = new(literalLength + formattedCount * 32);

    public void AppendLiteral(string value) => html.Append(value);

    public void AppendFormatted(string? value) => html.Append(WebUtility.HtmlEncode(value));

    public void AppendFormatted(long value) => html.Append(value);

    public void AppendFormatted(Markup value) => html.Append(value.Html);

    public override string ToString() => html.ToString();
}
