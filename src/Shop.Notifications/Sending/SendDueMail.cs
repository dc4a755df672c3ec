using MediatR;
using Microsoft.Extensions.Logging;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Messaging;
using Shop.Kernel.Time;

namespace Shop.Notifications.Sending;

/// <summary>
/// Sends what is due, up to 10 mails; returns how many it tried. Each is leased first, so that two workers do not send
/// one mail; a worker that dies leaves the lease to run out, and then one more copy is sent, with the same Message-ID.
/// </summary>
internal sealed record SendDueMail : IGatewayCommand<int>;

internal sealed class SendDueMailHandler(IMediator mediator, IMailSender sender, MailSettings settings, TimeProvider clock, ILogger<SendDueMailHandler> log)
    : IRequestHandler<SendDueMail, int>
{
    /// <summary>Ten of these fit well into one lease.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(25);

    public async Task<int> Handle(SendDueMail request, CancellationToken cancellationToken)
    {
        var mails = await mediator.Send(new LeaseMail(), cancellationToken);
        if (mails.Count == 0) return 0;
        var council = await mediator.Send(new GetCouncil(), cancellationToken);
        foreach (var mail in mails)
            await mediator.Send(await TryAsync(mail, council, cancellationToken), CancellationToken.None);
        return mails.Count;
    }

    private async Task<SettleMail> TryAsync(LeasedMail mail, Council? council, CancellationToken ct)
    {
        try
        {
            var from = settings.From.Length > 0 ? settings.From : council?.Email ?? "";
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
            timeout.CancelAfter(Timeout);
            await sender.SendAsync(MailFormat.ToMime(mail, council?.Name ?? "", from, clock.UtcNow()), timeout.Token);
            log.LogInformation("Sent {Kind} {MessageId}", mail.Kind, mail.Id);
            return new SettleMail(mail.Id, mail.LeaseId, null, false);
        }
        catch (MailRefusedException e)
        {
            log.LogError("Gave up {Kind} {MessageId}: {Why}", mail.Kind, mail.Id, e.Message);
            return new SettleMail(mail.Id, mail.LeaseId, e.Message, true);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // The text of such exceptions may name addresses; the type tells an operator enough.
            log.LogWarning("Could not send {Kind} {MessageId}: {Error}", mail.Kind, mail.Id, e.GetType().Name);
            return new SettleMail(mail.Id, mail.LeaseId, e.GetType().Name, false);
        }
    }
}
