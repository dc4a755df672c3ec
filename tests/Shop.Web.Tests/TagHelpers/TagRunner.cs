using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Shop.Web.TagHelpers;

namespace Shop.Web.Tests.TagHelpers;

/// <summary>Runs tag helpers as Razor does: children inside parents, a shared page with its ModelState.</summary>
public sealed class TagRunner
{
    public TagRunner() => Page = new ViewContext
    {
        HttpContext = new DefaultHttpContext(),
        ViewData = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()),
    };

    public ViewContext Page { get; }

    public void Error(string field, string message) => Page.ViewData.ModelState.AddModelError(field, message);

    public async Task<string> RenderAsync(Tag tag) => Text(await RunAsync(tag, new Dictionary<object, object>()));

    private async Task<IHtmlContent> RunAsync(Tag tag, IDictionary<object, object> items)
    {
        if (tag.Helper is FormControlTagHelper control) control.ViewContext = Page;
        if (tag.Helper is GovErrorSummaryTagHelper summary) summary.ViewContext = Page;
        var attributes = new TagHelperAttributeList(tag.Written.Select(w => new TagHelperAttribute(w.Name, w.Value)));
        var context = new TagHelperContext(tag.Name, attributes, items, Guid.NewGuid().ToString("N"));
        var output = new TagHelperOutput(tag.Name, new TagHelperAttributeList(attributes), (_, _) => ChildrenAsync(tag, context.Items)) { TagMode = TagMode.StartTagAndEndTag };
        tag.Helper.Init(context);
        await tag.Helper.ProcessAsync(context, output);
        if (!output.IsContentModified) output.Content = await output.GetChildContentAsync();
        return output;
    }

    private async Task<TagHelperContent> ChildrenAsync(Tag tag, IDictionary<object, object> items)
    {
        var content = new DefaultTagHelperContent();
        foreach (var child in tag.Children) content.AppendHtml(await RunAsync(child, new Dictionary<object, object>(items)));
        if (tag.Html is not null) content.AppendHtml(tag.Html);
        if (tag.Text is not null) content.Append(tag.Text);
        return content;
    }

    private static string Text(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}

/// <summary>A tag as it would stand in a page.</summary>
public sealed record Tag(string Name, TagHelper Helper)
{
    public IReadOnlyList<(string Name, string Value)> Written { get; init; } = [];

    public IReadOnlyList<Tag> Children { get; init; } = [];

    public string? Html { get; init; }

    public string? Text { get; init; }
}
