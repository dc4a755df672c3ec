using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Shop.Web.TagHelpers;

namespace Shop.Web.Tests.TagHelpers;

public sealed class PostFormTests(WebShop shop) : IClassFixture<WebShop>
{
    [Theory]
    [InlineData("post", "/staff/sign-out", 1)]
    [InlineData("POST", "/staff/sign-out", 1)]
    [InlineData("post", null, 1)]
    [InlineData("get", "/search", 0)]
    public async Task Form_OfAnyKind_HasOneTokenWhenItPosts(string method, string? action, int tokens)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        var generator = scope.ServiceProvider.GetRequiredService<IHtmlGenerator>();
        var view = new ViewContext
        {
            HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider },
            ViewData = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()),
            FormContext = new FormContext { CanRenderAtEndOfForm = true },
        };
        var attributes = new TagHelperAttributeList { { "method", method } };
        if (action is not null) attributes.Add("action", action);
        var context = new TagHelperContext("form", attributes, new Dictionary<object, object>(), "form");
        var output = new TagHelperOutput("form", new TagHelperAttributeList(attributes), (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));

        TagHelper[] helpers = [new FormTagHelper(generator) { ViewContext = view, Method = method }, new PostFormTagHelper(generator) { ViewContext = view }];
        foreach (var helper in helpers.OrderBy(h => h.Order)) await helper.ProcessAsync(context, output);

        using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Default);
        Assert.Equal(tokens, SameMarkup.Parse(writer.ToString()).QuerySelectorAll("input[name=__RequestVerificationToken]").Length);
    }
}
