using Shop.Kernel.Persistence;
using Shop.Web.Controls;

namespace Shop.Web.Startup;

/// <summary>The configuration cannot be used; the message has a sentence per mistake.</summary>
public sealed class ConfigurationException(IReadOnlyList<string> mistakes)
    : Exception("The shop cannot start with this configuration:" + string.Concat(mistakes.Select(m => Environment.NewLine + " - " + m)))
{
    /// <summary>EX_CONFIG of sysexits.h, so that a supervisor can tell it from a crash.</summary>
    public const int ExitCode = 78;

    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}

/// <summary>Finds every mistake in the configuration before anything is opened: the key, what is expected, an example.</summary>
public static class ConfigurationCheck
{
    public static void Run(ShopConfiguration settings, IConfiguration configuration, bool isProduction)
    {
        var mistakes = Mistakes(settings, configuration, isProduction).ToList();
        if (mistakes.Count > 0) throw new ConfigurationException(mistakes);
    }

    private static IEnumerable<string> Mistakes(ShopConfiguration settings, IConfiguration configuration, bool isProduction)
    {
        if (!Uri.TryCreate(settings.Shop.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.AbsolutePath != "/")
            yield return "Shop:PublicUrl must be the address residents use, without a path, such as \"https://shop.council.example\".";
        else if (isProduction && url.Scheme != "https")
            yield return "Shop:PublicUrl must start with https:// in Production, such as \"https://shop.council.example\".";
        if (settings.Database.Provider == DatabaseProvider.Sqlite)
            foreach (var mistake in LocalFiles.Mistakes(settings.Database.ConnectionString)) yield return mistake;
        if (!LocalFiles.CanWrite(settings.Shop.DataFolder))
            yield return $"Shop:DataFolder must be a folder the shop can write to, such as \"/data\"; it cannot write to \"{settings.Shop.DataFolder}\".";
        if (settings.Database.Provider == DatabaseProvider.Postgres && !settings.Database.ConnectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase))
            yield return "Database:ConnectionString must name a PostgreSQL server when Database:Provider is \"Postgres\", such as \"Host=db;Database=shop;Username=shop;Password=…\".";
        if (!Directory.Exists(settings.Shop.SeedData))
            yield return $"Shop:SeedData must be the folder with the catalogue files, such as \"../../seed-data\"; \"{settings.Shop.SeedData}\" does not exist.";
        if (isProduction && configuration["AllowedHosts"] is null or "*" or "")
            yield return "AllowedHosts must name the hosts the shop answers to in Production, such as \"shop.council.example\".";
        if ((configuration.GetSection("DataProtection").Get<KeyCertificate>() ?? new KeyCertificate()).Mistake() is { } keys) yield return keys;
        foreach (var mistake in StripeMistakes(settings.Stripe, configuration, isProduction)) yield return mistake;
    }

    private static IEnumerable<string> StripeMistakes(StripeAddress stripe, IConfiguration configuration, bool isProduction)
    {
        var live = stripe.SecretKey.StartsWith("sk_live_", StringComparison.Ordinal) || stripe.SecretKey.StartsWith("rk_live_", StringComparison.Ordinal);
        var test = stripe.SecretKey.StartsWith("sk_test_", StringComparison.Ordinal) || stripe.SecretKey.StartsWith("rk_test_", StringComparison.Ordinal);
        var sandbox = configuration.GetValue("Sandbox:Enabled", false);
        if (!sandbox && !live && !test)
            yield return "Stripe:SecretKey must be a Stripe secret or restricted key, such as \"sk_test_…\" (from the Stripe dashboard, Developers, API keys).";
        if (!sandbox && !(configuration["Stripe:WebhookSecret"] ?? "").StartsWith("whsec_", StringComparison.Ordinal))
            yield return "Stripe:WebhookSecret must be the signing secret of the webhook endpoint, such as \"whsec_…\".";
        if (live && (sandbox || stripe.ApiBase.Length > 0))
            yield return "Stripe:SecretKey is a live key, but payments would go to the sandbox or another address (Sandbox:Enabled or Stripe:ApiBase is set); remove one of them.";
        if (isProduction && sandbox)
            yield return "Sandbox:Enabled must be false in Production: the sandbox takes no real money.";
        if (isProduction && stripe.ApiBase.Length > 0)
            yield return "Stripe:ApiBase must not be set in Production: it would send payments to another server than Stripe's.";
        if ((configuration["Stripe:StatementPrefix"] ?? "").Length + (configuration["Stripe:StatementSuffix"] ?? "").Length > 20)
            yield return "Stripe:StatementPrefix and Stripe:StatementSuffix must have at most 20 characters together, such as \"LARKMERE\" and \"SERVICES\".";
    }
}
