using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Shop.Web.TagHelpers;

/// <summary>
/// The fields of the page in the order they were written, so that the error summary, which stands before them, can
/// list the errors in that order and link each to the element that must be put right. (ModelState itself is sorted by key.)
/// </summary>
internal sealed class FormFields
{
    private readonly List<(string Key, string ElementId)> _fields = [];

    /// <summary>The page shows its errors: the layout says so in the title.</summary>
    public bool ErrorsShown { get; set; }

    public static FormFields Of(HttpContext http)
    {
        if (http.Items.TryGetValue(typeof(FormFields), out var found) && found is FormFields fields) return fields;
        fields = new FormFields();
        http.Items[typeof(FormFields)] = fields;
        return fields;
    }

    public void Add(string key, string elementId) => _fields.Add((key, elementId));

    /// <summary>Each message with the element to link to; null where the page has no such field.</summary>
    public IReadOnlyList<(string Message, string? ElementId)> Errors(ModelStateDictionary state) =>
    [
        .. state.Where(entry => entry.Value is { Errors.Count: > 0 })
            .OrderBy(entry => Position(entry.Key))
            .SelectMany(entry => entry.Value!.Errors.Select(e => (e.ErrorMessage, ElementId(entry.Key)))),
    ];

    private int Position(string key)
    {
        var index = _fields.FindIndex(f => f.Key == key);
        return index < 0 ? int.MaxValue : index;
    }

    private string? ElementId(string key) => _fields.Find(f => f.Key == key).ElementId;
}
