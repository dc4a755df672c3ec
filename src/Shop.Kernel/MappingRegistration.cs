using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Kernel;

public static class MappingRegistration
{
    /// <summary>AutoMapper, for read projections only. Its licence key comes from "AutoMapper:LicenseKey"; see the README for its licence.</summary>
    public static IServiceCollection AddShopMapping(this IServiceCollection services, IConfiguration configuration, IReadOnlyList<Assembly> modules) =>
        services.AddAutoMapper(c => c.LicenseKey = configuration["AutoMapper:LicenseKey"] ?? "", modules);
}
