namespace Shop.Kernel.Persistence;

/// <summary>What two people or processes may change at once. The context raises the version with every update and refuses a write over another's change.</summary>
public interface IVersioned
{
    int Version { get; }
}
