using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Kernel;
using Shop.Notifications.Sending;

namespace Shop.Notifications;

/// <summary>Registers the outgoing mail.</summary>
public static class NotificationsModule
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection("Mail").Get<MailSettings>() ?? new MailSettings();
        services.AddSingleton(settings);
        services.AddSingleton<MailBell>();
        services.AddScoped<Outbox>();
        if (settings.Host.Length > 0) services.AddSingleton<IMailSender, SmtpMailSender>();
        else services.AddSingleton<IMailSender, FileMailSender>();
        services.AddRetention(configuration);
        services.AddHostedService<MailWorker>();
        services.AddHostedService<MessageSweeper>();
        return services;
    }
}
