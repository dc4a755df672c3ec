namespace Shop.Web;

/// <summary>One choice of radios, checkboxes or a drop-down.</summary>
public sealed record GovOption(string Value, string Text, string? Hint = null);
