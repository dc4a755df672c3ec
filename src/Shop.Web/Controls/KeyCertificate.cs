using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shop.Web.Controls;

/// <summary>
/// Section "DataProtection" of the configuration: the certificate that encrypts the keys of cookies and forms, which live in
/// the database. Without one they lie there readable: whoever can read the database can make a member of staff's cookie.
/// </summary>
public sealed class KeyCertificate
{
    /// <summary>Path of a PKCS #12 file (.pfx) with its private key. Keep an old one in place as long as keys it encrypted are in use (90 days).</summary>
    public string Certificate { get; set; } = "";

    public string CertificatePassword { get; set; } = "";

    public bool IsSet => Certificate.Length > 0;

    /// <summary>Throws <see cref="CryptographicException"/> or <see cref="IOException"/> when the file is none, the password wrong, or the private key missing.</summary>
    public X509Certificate2 Load()
    {
        var certificate = X509CertificateLoader.LoadPkcs12FromFile(Certificate, CertificatePassword);
        return certificate.HasPrivateKey ? certificate : throw new CryptographicException("It has no private key.");
    }

    /// <summary>Null when it can be used.</summary>
    public string? Mistake()
    {
        if (!IsSet) return null;
        try
        {
            using var certificate = Load();
            return null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"DataProtection:Certificate must be a .pfx file with a private key that DataProtection:CertificatePassword opens, such as \"/run/secrets/shop-keys.pfx\": {e.Message}";
        }
    }
}
