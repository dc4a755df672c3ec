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
