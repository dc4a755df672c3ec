using MimeKit;
using Shop.Kernel;

namespace Shop.Notifications.Sending;

/// <summary>Writes each mail as an .eml file into the folder "mail" of the data folder: for a shop without a mail server, and for tests.</summary>
internal sealed class FileMailSender(ShopSettings shop) : IMailSender
{
    public async Task SendAsync(MimeMessage mail, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(shop.DataFolder, "mail")).FullName;
        var name = FormattableString.Invariant($"{mail.Date.UtcDateTime:yyyyMMdd-HHmmss}-{mail.MessageId?.Split('@')[0]}.eml");
        var part = Path.Combine(folder, name + ".part");
        await mail.WriteToAsync(part, ct);
        File.Move(part, Path.Combine(folder, name), overwrite: true);
    }
}
