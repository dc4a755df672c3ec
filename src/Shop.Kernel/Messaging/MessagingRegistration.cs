using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Kernel.Messaging;

/// <summary>Registers MediatR 5 by hand: handlers and validators of the modules, internal ones too. The one place an upgrade of MediatR touches.</summary>
public static class MessagingRegistration
{
    private static readonly Type[] HandlerKinds = [typeof(IRequestHandler<,>), typeof(INotificationHandler<>)];

    public static IServiceCollection AddShopMessaging(this IServiceCollection services, IReadOnlyList<Assembly> modules)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped<AfterCommit>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(GatewayBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehaviour<,>));
        foreach (var type in modules.SelectMany(m => m.DefinedTypes).Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false }))
            foreach (var contract in type.ImplementedInterfaces.Where(i => i.IsGenericType && HandlerKinds.Contains(i.GetGenericTypeDefinition())))
                services.AddScoped(contract, type);
        foreach (var found in AssemblyScanner.FindValidatorsInAssemblies(modules, includeInternalTypes: true))
            services.AddScoped(found.InterfaceType, found.ValidatorType);
        return services;
    }
}
