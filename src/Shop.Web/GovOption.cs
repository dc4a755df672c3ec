namespace Shop.Web;

/// <summary>One choice of radios, checkboxes or a drop-down.</summary>
/// <param name="Disabled">Shown, but it cannot be chosen. Say why beside it: most people cannot tell.</param>
public sealed record GovOption(string Value, string Text, string? Hint = null, bool Disabled = false);
