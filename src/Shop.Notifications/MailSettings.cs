namespace Shop.Notifications;

/// <summary>Section "Mail" of the configuration. Without a host, mails are written as files into the data folder.</summary>
public sealed class MailSettings
{
    /// <summary>SMTP server; empty for files.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;
    public string UserName { get; set; } = "";
    public string Password { get; set; } = "";

    /// <summary>Sender's address; the council's e-mail where empty.</summary>
    public string From { get; set; } = "";

    /// <summary>STARTTLS (or TLS from the start on port 465), refused when the server does not offer it. Off only for a mail catcher.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>Finance's mailbox, for money that needs attention; the council's e-mail where empty.</summary>
    public string Finance { get; set; } = "";
}
