using MimeKit;
using MimeKit.Text;

namespace Shop.Notifications.Sending;

internal static class MailFormat
{
    /// <summary>Builds the mail with MimeKit, which encodes every header. Throws <see cref="MailRefusedException"/> when the address is none.</summary>
    public static MimeMessage ToMime(LeasedMail mail, string fromName, string fromAddress, DateTime now)
    {
        try
        {
            var mime = new MimeMessage();
            mime.From.Add(new MailboxAddress(fromName, fromAddress));
            mime.To.Add(new MailboxAddress(mail.ToName, mail.To));
            mime.Subject = mail.Subject;
            mime.Date = new DateTimeOffset(now, TimeSpan.Zero);
            mime.MessageId = mail.MessageId;
            // Keeps out-of-office replies away (RFC 3834).
            mime.Headers.Add("Auto-Submitted", "auto-generated");
            mime.Body = new TextPart(TextFormat.Plain) { Text = mail.Body };
            return mime;
        }
        catch (ParseException e)
        {
            throw new MailRefusedException("the address cannot be one", e);
        }
    }
}
