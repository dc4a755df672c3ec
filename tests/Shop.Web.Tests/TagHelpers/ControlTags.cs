using Microsoft.AspNetCore.Razor.TagHelpers;
using Shop.Web.TagHelpers;

namespace Shop.Web.Tests.TagHelpers;

/// <summary>Form controls: from a fixture's options to the tag an author would write, and the error the page would have.</summary>
internal static class ControlTags
{
    public static Tag Input(FixtureOptions o, TagRunner page)
    {
        var helper = new GovInputTagHelper
        {
            Type = o.Text("type") ?? "text",
            Value = o.Text("value"),
            Prefix = Affix(o, "prefix"),
            Suffix = Affix(o, "suffix"),
        };
        var written = o.Written().ToList();
        foreach (var name in new[] { "autocomplete", "inputmode", "pattern", "autocapitalize" })
            if (o.Text(name) is { } value) written.Add((name, value));
        if (o.Has("spellcheck")) written.Add(("spellcheck", o.Flag("spellcheck") ? "true" : "false"));
        if (o.Flag("disabled")) written.Add(("disabled", ""));
        return new Tag("gov-input", Labelled(helper, o, page)) { Written = written };
    }

    public static Tag Textarea(FixtureOptions o, TagRunner page)
    {
        var helper = new GovTextareaTagHelper { Value = o.Text("value"), Rows = o.Number("rows") ?? 5, MaxLength = o.Number("maxlength") };
        var written = o.Written().ToList();
        if (o.Text("autocomplete") is { } autocomplete) written.Add(("autocomplete", autocomplete));
        if (o.Has("spellcheck")) written.Add(("spellcheck", o.Flag("spellcheck") ? "true" : "false"));
        return new Tag("gov-textarea", Labelled(helper, o, page)) { Written = written };
    }

    /// <summary>Ours is a textarea that has a maximum length.</summary>
    public static Tag CharacterCount(FixtureOptions o, TagRunner page) =>
        o.Has("maxlength") ? Textarea(o, page) : throw new NotExpressibleException("maxlength");

    public static Tag Select(FixtureOptions o, TagRunner page)
    {
        var (items, chosen) = Items(o, "selected");
        return new Tag("gov-select", Labelled(new GovSelectTagHelper { Items = items, Value = o.Text("value") ?? chosen.SingleOrDefault() }, o, page)) { Written = o.Written() };
    }

    public static Tag Radios(FixtureOptions o, TagRunner page)
    {
        var (items, chosen) = Items(o, "checked");
        var helper = new GovRadiosTagHelper { Items = items, Value = o.Text("value") ?? chosen.SingleOrDefault() };
        return new Tag("gov-radios", Grouped(helper, o, page, o.Text("idPrefix"))) { Written = o.Written() };
    }

    public static Tag Checkboxes(FixtureOptions o, TagRunner page)
    {
        var (items, chosen) = Items(o, "checked");
        var helper = new GovCheckboxesTagHelper { Items = items, Values = [.. o.Texts("values"), .. chosen] };
        return new Tag("gov-checkboxes", Grouped(helper, o, page, o.Text("idPrefix"))) { Written = o.Written() };
    }

    /// <summary>Ours names the fields id-day, id-month, id-year; the fixtures leave the prefix out.</summary>
    public static Tag DateInput(FixtureOptions o, TagRunner page)
    {
        var id = o.Text("id")!;
        var prefix = o.Text("namePrefix");
        var values = o.At("values");
        var helper = new GovDateInputTagHelper { Name = prefix ?? id, Id = id };
        string? Part(string part) => values?.Text(prefix is null ? part : $"{prefix}-{part}") ?? o.At(part)?.Text("value");
        (helper.Day, helper.Month, helper.Year) = (Part("day"), Part("month"), Part("year"));
        if (new[] { "day", "month", "year" }.Any(p => o.At(p) is { } part && part.Has("error") && !part.Flag("error"))) throw new NotExpressibleException("a part without the error of the whole");
        var wrong = new[] { "day", "month", "year" }.Where(p => o.At(p)?.Flag("error") == true).ToArray();
        var message = Message(o);
        if (message is null && wrong.Length > 0) throw new NotExpressibleException("an error without a message");
        if (message is not null)
            foreach (var field in wrong.Length == 0 ? [helper.Name] : wrong.Select(p => $"{helper.Name}-{p}")) page.Error(field, message);
        Legend(helper, o);
        helper.Hint = Hint(o);
        return new Tag("gov-date-input", helper) { Written = o.Written() };
    }

    public static Tag FileUpload(FixtureOptions o, TagRunner page)
    {
        var written = o.Written().ToList();
        if (o.Flag("disabled")) written.Add(("disabled", ""));
        return new Tag("gov-file-upload", Labelled(new GovFileUploadTagHelper { Multiple = o.Flag("multiple") }, o, page)) { Written = written };
    }

    public static Tag PasswordInput(FixtureOptions o, TagRunner page) =>
        new("gov-password-input", Labelled(new GovPasswordInputTagHelper { Autocomplete = o.Text("autocomplete") ?? "current-password" }, o, page)) { Written = o.Written() };

    public static Tag Fieldset(FixtureOptions o, TagRunner page)
    {
        var legend = o.At("legend");
        return new Tag("gov-fieldset", new GovFieldsetTagHelper
        {
            Legend = o.Plain("legend") ?? throw new NotExpressibleException("no legend"),
            LegendSize = Size(legend?.Text("classes"), "govuk-fieldset__legend--"),
            LegendIsHeading = legend?.Flag("isPageHeading") == true,
        })
        { Written = o.Written(), Html = o.Text("html") };
    }

    private static T Labelled<T>(T helper, FixtureOptions o, TagRunner page) where T : LabelledControlTagHelper
    {
        helper.Name = o.Text("name") ?? throw new NotExpressibleException("no name");
        helper.Id = o.Text("id");
        helper.Label = o.Plain("label") ?? throw new NotExpressibleException("no label");
        helper.LabelSize = Size(o.At("label")?.Text("classes"), "govuk-label--");
        helper.LabelIsHeading = o.At("label")?.Flag("isPageHeading") == true;
        helper.Hint = Hint(o);
        if (Message(o) is { } message) page.Error(helper.Name, message);
        return helper;
    }

    private static T Grouped<T>(T helper, FixtureOptions o, TagRunner page, string? id) where T : GroupedControlTagHelper
    {
        helper.Name = o.Text("name") ?? throw new NotExpressibleException("no name");
        helper.Id = id;
        helper.Hint = Hint(o);
        Legend(helper, o);
        if (Message(o) is { } message) page.Error(helper.Name, message);
        return helper;
    }

    private static void Legend(GroupedControlTagHelper helper, FixtureOptions o)
    {
        if (o.At("fieldset") is not { } fieldset) return;
        helper.Legend = fieldset.Plain("legend") ?? throw new NotExpressibleException("a fieldset without a legend");
        helper.LegendSize = Size(fieldset.At("legend")?.Text("classes"), "govuk-fieldset__legend--");
        helper.LegendIsHeading = fieldset.At("legend")?.Flag("isPageHeading") == true;
    }

    private static (IReadOnlyList<GovOption> Items, IReadOnlyList<string> Chosen) Items(FixtureOptions o, string chosen)
    {
        var items = o.List("items").Select(i => (
            Option: new GovOption(i.Text("value") ?? throw new NotExpressibleException("an item without a value"), i.Text("text") ?? throw new NotExpressibleException("an item without text"), i.Plain("hint"), i.Flag("disabled")),
            Chosen: i.Has(chosen) && !i.Flag(chosen) ? throw new NotExpressibleException("an item that is not chosen although its value is") : i.Flag(chosen))).ToList();
        return ([.. items.Select(i => i.Option)], [.. items.Where(i => i.Chosen).Select(i => i.Option.Value)]);
    }

    private static string? Hint(FixtureOptions o) => o.Plain("hint");

    private static string? Message(FixtureOptions o) => o.Plain("errorMessage");

    private static string? Affix(FixtureOptions o, string name) => o.Plain(name);

    private static string? Size(string? classes, string prefix) => classes switch
    {
        null => null,
        _ when classes.StartsWith(prefix, StringComparison.Ordinal) && !classes.Contains(' ', StringComparison.Ordinal) => classes[prefix.Length..],
        _ => throw new NotExpressibleException(classes),
    };
}
