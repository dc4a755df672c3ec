using System.Diagnostics.CodeAnalysis;

namespace Shop.Kernel.Auditing;

/// <summary>What a member of staff writes beside something they do.</summary>
public static class Reasons
{
    public const int Longest = 500;

    /// <summary>Not empty, not too long, and nothing in it that the audit log would show as something else.</summary>
    public static bool IsGiven([NotNullWhen(true)] string? reason) => !string.IsNullOrWhiteSpace(reason) && reason.Trim().Length <= Longest && !HiddenCharacters.AreIn(reason);
}
