using Shop.Kernel;

namespace Shop.Finance;

/// <summary>How the answer to "mark this as done, because …" ended.</summary>
public enum MarkResult
{
    Done,

    /// <summary>No reason, or too long; nothing was changed.</summary>
    ReasonMissing,

    /// <summary>Unknown, or somebody else did it meanwhile; nothing was changed.</summary>
    NotOpen,
}

internal static class Reasons
{
    public const int Longest = 500;

    public static bool IsGiven(string? reason) => !string.IsNullOrWhiteSpace(reason) && reason.Trim().Length <= Longest && !HiddenCharacters.AreIn(reason);
}
