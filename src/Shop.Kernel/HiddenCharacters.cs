namespace Shop.Kernel;

/// <summary>Characters that show people something else than what is stored: nothing in an audit log or an e-mail may hold them.</summary>
public static class HiddenCharacters
{
    /// <summary>Control characters other than tabs and line breaks, Unicode's own line breaks, and what turns the reading direction.</summary>
    public static bool AreIn(string text) => text.Any(c => IsHidden(c) && c is not ('\t' or '\r' or '\n'));

    /// <summary>The same for what stands on one line: tabs and line breaks count, too.</summary>
    public static bool AreInLine(string text) => text.Any(IsHidden);

    private static bool IsHidden(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
