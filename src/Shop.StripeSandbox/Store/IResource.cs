using System.Text.Json.Nodes;

namespace Shop.StripeSandbox.Store;

/// <summary>
/// An immutable object of the API. A change makes a new record, so an event keeps the very object it was emitted with,
/// at the cost of a reference.
/// </summary>
internal interface IResource
{
    string Id { get; }

    DateTimeOffset Created { get; }

    /// <summary>The object as the API answers it, nothing expanded, every nullable field present.</summary>
    JsonObject ToJson();
}
