using System.Reflection;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Web.Startup;

namespace Shop.ArchitectureTests;

/// <summary>What a module shows: requests, notifications, their records and its registration. Entities, configurations and handlers are its own business.</summary>
public sealed class ModuleSurfaceTests
{
    private static readonly Type[] HiddenKinds =
        [typeof(IEntityTypeConfiguration<>), typeof(IRequestHandler<,>), typeof(INotificationHandler<>), typeof(IPipelineBehavior<,>)];

    [Fact]
    public void Modules_HandlersAndConfigurations_AreInternalAndSealed() =>
        Assert.Empty(ShopModules.All.SelectMany(m => m.GetTypes()).Where(ShowsWhatItShouldHide).Select(t => t.FullName));

    [Fact]
    public void ShowsWhatItShouldHide_APublicHandler_IsCaught() => Assert.True(ShowsWhatItShouldHide(typeof(PublicHandler)));

    [Fact]
    public void Modules_PublicRequests_HaveExactlyOneHandler()
    {
        var handled = ShopModules.All.SelectMany(m => m.GetTypes()).Where(t => !t.IsAbstract)
            .SelectMany(t => t.GetInterfaces()).Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
            .Select(i => i.GetGenericArguments()[0]).ToLookup(t => t);
        var requests = ShopModules.All.SelectMany(m => m.GetExportedTypes())
            .Where(t => !t.IsAbstract && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)));
        Assert.Empty(requests.Where(r => handled[r].Count() != 1).Select(r => $"{r.FullName}: {handled[r].Count()} handlers"));
    }

    private static bool ShowsWhatItShouldHide(Type type) =>
        type is { IsClass: true, IsAbstract: false }
        && type.GetInterfaces().Any(i => i.IsGenericType && HiddenKinds.Contains(i.GetGenericTypeDefinition()))
        && (type.IsVisible || !type.IsSealed);

    public class PublicHandler : INotificationHandler<INotification>
    {
        public Task Handle(INotification notification, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
