using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Kernel.Persistence;

/// <summary>
/// Carries the list of modules to the pooled context, whose only constructor takes options. The hash contains the
/// list, or two module sets in one process would share a model.
/// </summary>
internal sealed class ModulesExtension(IReadOnlyList<Assembly> assemblies) : IDbContextOptionsExtension
{
    public IReadOnlyList<Assembly> Assemblies { get; } = assemblies;

    public DbContextOptionsExtensionInfo Info => new ExtensionInfo(this);

    public void ApplyServices(IServiceCollection services) { }

    public void Validate(Microsoft.EntityFrameworkCore.Infrastructure.IDbContextOptions options) { }

    private sealed class ExtensionInfo(ModulesExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        private readonly string _names = string.Join(';', extension.Assemblies.Select(a => a.FullName).Order(StringComparer.Ordinal));

        public override bool IsDatabaseProvider => false;
        public override string LogFragment => "modules ";
        public override int GetServiceProviderHashCode() => StringComparer.Ordinal.GetHashCode(_names);
        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is ExtensionInfo o && o._names == _names;
        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["Shop:Modules"] = _names;
    }
}
