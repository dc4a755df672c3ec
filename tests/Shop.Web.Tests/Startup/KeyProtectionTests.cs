using System.Net;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Startup;

/// <summary>With a certificate, the keys of cookies and forms are not to be read from the database.</summary>
public sealed class KeyProtectionTests : IAsyncLifetime
{
    private readonly WebShop _shop = new();

    public async ValueTask InitializeAsync()
    {
        var file = Path.Combine(_shop.Folder, "keys.pfx");
        await File.WriteAllBytesAsync(file, Certificates.Pfx("secret"), TestContext.Current.CancellationToken);
        _shop.Settings["DataProtection:Certificate"] = file;
        _shop.Settings["DataProtection:CertificatePassword"] = "secret";
        await _shop.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Keys_WithACertificate_AreEncryptedAndWork()
    {
        using var officer = await _shop.SignedInAsync(StaffRole.FinanceOfficer);
        Assert.Equal(HttpStatusCode.OK, officer.Status);
        var keys = await _shop.ReadAsync(db => db.Set<DataProtectionKey>().Select(k => k.Xml!).ToListAsync());
        Assert.NotEmpty(keys);
        Assert.All(keys, xml => Assert.Contains("EncryptedData", xml, StringComparison.Ordinal));
        Assert.All(keys, xml => Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal));
    }
}
