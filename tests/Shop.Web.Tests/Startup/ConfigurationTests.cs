using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Shop.Web.Startup;

namespace Shop.Web.Tests.Startup;

/// <summary>Each mistake is told by its key, with what is expected and an example, before anything is opened.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shop-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Shop:PublicUrl", "", "\"https://shop.council.example\"")]
    [InlineData("Shop:PublicUrl", "ftp://shop.example", "\"https://shop.council.example\"")]
    [InlineData("Shop:PublicUrl", "https://shop.example/path", "without a path")]
    [InlineData("Shop:PublicUrl", "http://shop.example", "https:// in Production")]
    [InlineData("Shop:SeedData", "no-such-folder", "does not exist")]
    [InlineData("Shop:DataFolder", "/proc/no-such-folder", "\"/data\"")]
    [InlineData("Shop:Quiet", "perhaps", "\"true\" or \"false\"")]
    [InlineData("AllowedHosts", "*", "\"shop.council.example\"")]
    [InlineData("AllowedHosts", "", "\"shop.council.example\"")]
    [InlineData("Database:Provider", "MySql", "\"Sqlite\" or \"Postgres\"")]
    [InlineData("Database:ConnectionString", "Mode=ReadWrite", "\"Data Source=App_Data/shop.db\"")]
    [InlineData("Database:ConnectionString", "Data Source=/proc/no-such-folder/shop.db", "can write to")]
    [InlineData("Stripe:SecretKey", "", "\"sk_test_…\"")]
    [InlineData("Stripe:SecretKey", "pk_live_published", "\"sk_test_…\"")]
    [InlineData("Stripe:WebhookSecret", "", "\"whsec_…\"")]
    [InlineData("Stripe:ApiBase", "http://127.0.0.1:12111", "remove one of them")]
    [InlineData("Stripe:StatementSuffix", "FAR TOO MANY CHARACTERS", "at most 20 characters")]
    [InlineData("Sandbox:Enabled", "true", "must be false in Production")]
    [InlineData("Sandbox:Url", "https://stripe.example", "address of this machine")]
    [InlineData("Proxies:Known:0", "the proxy", "\"10.0.0.0/8\"")]
    [InlineData("Mail:Port", "smtp", "\"587\"")]
    [InlineData("Mail:From", "the shop", "\"shop@council.example\"")]
    [InlineData("Mail:UseTls", "1", "\"true\" or \"false\"")]
    [InlineData("Limits:PostsPerMinute", "-1", "\"120\"")]
    [InlineData("Retention:OrderYears", "5", "whole number from 6")]
    [InlineData("Retention:DocumentDays", "0", "\"90\"")]
    [InlineData("DataProtection:Certificate", "no-such-file.pfx", "\"/run/secrets/shop-keys.pfx\"")]
    public void Start_OneMistake_IsToldByItsKey(string key, string value, string expected)
    {
        var mistakes = MistakesIn(key, value);
        Assert.Contains(mistakes, m => m.Contains(key.Replace(":0", "", StringComparison.Ordinal), StringComparison.Ordinal) && m.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Start_Production_AcceptsWhatTheReadmeSays() => Assert.Empty(MistakesIn("Stripe:StatementPrefix", "LARKMERE"));

    [Fact]
    public void Start_LiveKeyWithTheSandbox_IsRefusedInDevelopmentToo()
    {
        var mistakes = MistakesIn("Sandbox:Enabled", "true", environment: "Development");
        Assert.Contains("live key", Assert.Single(mistakes), StringComparison.Ordinal);
        Assert.Contains("live key", Assert.Single(MistakesIn("Stripe:ApiBase", "http://127.0.0.1:12111", "Development")), StringComparison.Ordinal);
    }

    [Fact]
    public void Start_CertificateWithItsPassword_IsAcceptedAndTheWrongPasswordIsNot()
    {
        var file = Path.Combine(_folder, "keys.pfx");
        File.WriteAllBytes(file, Certificates.Pfx("right"));
        Assert.Empty(MistakesIn("DataProtection:Certificate", file, more: ("DataProtection:CertificatePassword", "right")));
        Assert.Contains("DataProtection:CertificatePassword", Assert.Single(MistakesIn("DataProtection:Certificate", file, more: ("DataProtection:CertificatePassword", "wrong"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_WithMistakes_PrintsSentencesAndEndsWithItsCode()
    {
        var start = new ProcessStartInfo("dotnet", typeof(Program).Assembly.Location) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _folder };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Shop__DataFolder"] = _folder;
        start.Environment["Mail__Port"] = "smtp";
        start.Environment["Limits__PostsPerMinute"] = "many";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ConfigurationException.ExitCode, process.ExitCode);
        Assert.Contains(" - Mail:Port must be", errors, StringComparison.Ordinal);
        Assert.Contains(" - Limits:PostsPerMinute must be", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors + await output, StringComparison.Ordinal);
    }

    private IReadOnlyList<string> MistakesIn(string key, string value, string environment = "Production", (string Key, string Value)? more = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = _folder });
        var settings = new Dictionary<string, string?>
        {
            ["Shop:PublicUrl"] = "https://shop.council.example",
            ["Shop:SeedData"] = Path.Combine(ShopProcess.RepositoryRoot(), "seed-data"),
            ["Shop:DataFolder"] = _folder,
            ["AllowedHosts"] = "shop.council.example",
            ["Stripe:SecretKey"] = "sk_live_1",
            ["Stripe:WebhookSecret"] = "whsec_1",
            [key] = value,
        };
        if (more is { } another) settings[another.Key] = another.Value;
        Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(builder.Configuration, settings);
        try
        {
            builder.AddShopSettings();
            return [];
        }
        catch (ConfigurationException e)
        {
            return e.Mistakes;
        }
    }
}

internal static class Certificates
{
    /// <summary>A certificate of its own making with its private key.</summary>
    public static byte[] Pfx(string password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=shop keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.Export(X509ContentType.Pfx, password);
    }
}
