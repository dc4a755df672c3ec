using System.Globalization;
using System.Net;
using Shop.Kernel.Persistence;

namespace Shop.Web.Startup;

/// <summary>
/// What is written in the configuration, before it is read as numbers and addresses: the framework would stop at the first
/// word it cannot read, and name a class instead of what to write. An environment variable that is not set is fine.
/// </summary>
internal static class ConfigurationWords
{
    private static readonly (string Key, long Least, long Most, string Example)[] Numbers =
    [
        ("Mail:Port", 1, 65_535, "587"),
        ("Limits:PostsPerMinute", 1, int.MaxValue, "120"), ("Limits:FindOrderPerTenMinutes", 1, int.MaxValue, "10"), ("Limits:SignInsPerMinute", 1, int.MaxValue, "30"),
        ("Limits:ConcurrentRequests", 1, 100_000, "100"), ("Limits:WaitingRequests", 0, 100_000, "200"), ("Limits:ConcurrentUploads", 1, 100_000, "40"),
        ("Retention:DocumentDays", 1, 36_500, "90"), ("Retention:AnswerDays", 1, 36_500, "730"), ("Retention:OrderYears", 6, 100, "6"),
        ("Retention:UnpaidOrderDays", 2, 36_500, "30"), ("Retention:MessageDays", 7, 36_500, "90"), ("Retention:SearchDays", 1, 36_500, "400"),
    ];

    private static readonly string[] Switches = ["Sandbox:Enabled", "Mail:UseTls", "Shop:Quiet"];

    /// <summary>Throws <see cref="ConfigurationException"/> with a sentence per mistake.</summary>
    public static void Check(IConfiguration configuration)
    {
        var mistakes = Mistakes(configuration).ToList();
        if (mistakes.Count > 0) throw new ConfigurationException(mistakes);
    }

    private static IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        foreach (var (key, least, most, example) in Numbers)
            if (configuration[key] is { } number && !(long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most))
                yield return $"{key} must be a whole number from {least} to {most}, such as \"{example}\"; it is \"{number}\".";
        foreach (var key in Switches)
            if (configuration[key] is { } word && !bool.TryParse(word, out _))
                yield return $"{key} must be \"true\" or \"false\"; it is \"{word}\".";
        if (configuration["Database:Provider"] is { } provider && !Enum.GetNames<DatabaseProvider>().Contains(provider, StringComparer.OrdinalIgnoreCase))
            yield return $"Database:Provider must be \"Sqlite\" or \"Postgres\"; it is \"{provider}\".";
        foreach (var mistake in Addresses(configuration)) yield return mistake;
    }

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        foreach (var proxy in configuration.GetSection("Proxies:Known").Get<string[]>() ?? [])
            if (!IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
                yield return $"Proxies:Known must hold the addresses or networks of your reverse proxies, such as \"10.0.0.4\" or \"10.0.0.0/8\"; \"{proxy}\" is neither.";
        foreach (var key in new[] { "Mail:From", "Mail:Finance" })
            if (configuration[key] is { Length: > 0 } email && !System.Net.Mail.MailAddress.TryCreate(email, out _))
                yield return $"{key} must be an email address, such as \"shop@council.example\"; it is \"{email}\".";
        if (configuration["Sandbox:Url"] is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var sandbox) && sandbox is { Scheme: "http", IsLoopback: true }))
            yield return $"Sandbox:Url must be an address of this machine, such as \"http://127.0.0.1:12111\"; it is \"{url}\".";
        if (configuration["Stripe:ApiBase"] is { Length: > 0 } api && !Uri.TryCreate(api, UriKind.Absolute, out _))
            yield return $"Stripe:ApiBase must be an address, such as \"http://127.0.0.1:12111\", or be left out; it is \"{api}\".";
    }
}
