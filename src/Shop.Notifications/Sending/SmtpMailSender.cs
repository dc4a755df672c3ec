using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Shop.Notifications.Sending;

/// <summary>Sends through the council's mail server.</summary>
internal sealed class SmtpMailSender(MailSettings settings) : IMailSender
{
    private const int TimeoutMilliseconds = 30_000;

    public async Task SendAsync(MimeMessage mail, CancellationToken ct)
    {
        using var smtp = new SmtpClient { Timeout = TimeoutMilliseconds };
        await smtp.ConnectAsync(settings.Host, settings.Port, Security(), ct);
        if (settings.UserName.Length > 0) await smtp.AuthenticateAsync(settings.UserName, settings.Password, ct);
        try
        {
            await smtp.SendAsync(mail, ct);
        }
        catch (SmtpCommandException e) when (IsForGood(e))
        {
            throw new MailRefusedException($"the mail server refused it: {(int)e.StatusCode}", e);
        }

        // The mail is accepted: a failing farewell must not send it a second time.
        try { await smtp.DisconnectAsync(quit: true, ct); }
        catch (Exception e) when (e is IOException or SmtpProtocolException or SmtpCommandException) { return; }
    }

    private SecureSocketOptions Security() =>
        !settings.UseTls ? SecureSocketOptions.None
        : settings.Port == 465 ? SecureSocketOptions.SslOnConnect
        : SecureSocketOptions.StartTls;

    /// <summary>A 5xx answer about this recipient or this mail; a refused sender is our own fault and is tried again.</summary>
    private static bool IsForGood(SmtpCommandException e) =>
        (int)e.StatusCode is >= 500 and < 600 && e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;
}
