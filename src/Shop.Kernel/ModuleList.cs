using System.Reflection;

namespace Shop.Kernel;

/// <summary>The modules whose handlers, validators, profiles and tables make up a shop.</summary>
public sealed record ModuleList(IReadOnlyList<Assembly> Assemblies);
