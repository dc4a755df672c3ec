namespace Shop.Catalogue.Import;

/// <summary>One mistake in the catalogue files, in words an editor can act on.</summary>
/// <param name="File">Relative to the folder: "services/skip-permit.json".</param>
/// <param name="Place">JSON pointer (RFC 6901) of the place; empty for the whole file.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Allowed">What would be right.</param>
public sealed record ImportFault(string File, string Place, string Problem, string Allowed)
{
    public override string ToString() => $"{File}{(Place.Length > 0 ? " at " + Place : "")}: {Problem}. Allowed: {Allowed}.";
}
