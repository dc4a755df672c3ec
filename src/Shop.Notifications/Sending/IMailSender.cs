using MimeKit;

namespace Shop.Notifications.Sending;

/// <summary>Hands one mail on. Throws <see cref="MailRefusedException"/> when trying again cannot help, anything else when it may.</summary>
internal interface IMailSender
{
    Task SendAsync(MimeMessage mail, CancellationToken ct);
}

/// <summary>The receiving server (or the address itself) refuses this mail for good.</summary>
internal sealed class MailRefusedException(string message, Exception? inner = null) : Exception(message, inner);
