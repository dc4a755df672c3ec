using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

/// <summary>A shop in which a test announces what happened to orders itself: only the modules that listen to orders hear it.</summary>
internal static class MoneyShop
{
    public static readonly Council Larkmere = new(
        "Larkmere Council", "Larkmere", ["Mere House", "Guildhall Square", "Larkmere"], "LM1 4AB", "01632 960100",
        "Monday to Friday, 8:30am to 5pm", "help@larkmere.example", "GB999999973", "LARKMERE COUNCIL");

    private static readonly string[] Listeners = ["Shop.Finance", "Shop.Notifications", "Shop.Accounts", "Shop.Insight"];

    public static Task<TestShop> StartAsync(DatabaseProvider provider, Dictionary<string, string?>? settings = null, Action<IServiceCollection>? replace = null) =>
        TestShop.StartAsync(provider, settings, services =>
        {
            foreach (var other in services.Where(IsHandlerOfAnotherModule).ToList()) services.Remove(other);
            services.AddScoped<IRequestHandler<GetCouncil, Council?>, AnswerGetCouncil>();
            services.AddScoped<IRequestHandler<Announce, Unit>, AnnounceHandler>();
            services.AddScoped<INotificationHandler<Fail>, FailHandler>();
            replace?.Invoke(services);
        });

    /// <summary>All in one transaction, as their sender would.</summary>
    public static Task AnnounceAsync(this TestShop shop, params INotification[] happened) => shop.SendAsync(new Announce(happened));

    private static bool IsHandlerOfAnotherModule(ServiceDescriptor service) =>
        service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(INotificationHandler<>)
        && !Listeners.Contains(service.ImplementationType?.Assembly.GetName().Name);

    internal sealed record Announce(IReadOnlyList<INotification> Happened) : ICommand<Unit>;

    internal sealed class AnnounceHandler(IMediator mediator) : IRequestHandler<Announce, Unit>
    {
        public async Task<Unit> Handle(Announce request, CancellationToken cancellationToken)
        {
            foreach (var one in request.Happened) await mediator.Publish(one, cancellationToken);
            return Unit.Value;
        }
    }

    /// <summary>The sender fails after the others have heard it.</summary>
    internal sealed record Fail : INotification;

    private sealed class FailHandler : INotificationHandler<Fail>
    {
        public Task Handle(Fail notification, CancellationToken cancellationToken) => throw new InvalidOperationException("The sender failed.");
    }

    internal sealed class AnswerGetCouncil : IRequestHandler<GetCouncil, Council?>
    {
        public Task<Council?> Handle(GetCouncil request, CancellationToken cancellationToken) => Task.FromResult<Council?>(Larkmere);
    }
}
