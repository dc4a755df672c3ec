using Microsoft.AspNetCore.Identity;

namespace Shop.Accounts;

/// <summary>
/// Refuses passwords that are quick to guess: common words, keyboard rows, and the person's own name, e-mail or employer,
/// with or without digits around them. What is left when those are taken away must still be six characters (ASVS 5.0, 6.2.4 and 6.2.11).
/// </summary>
internal sealed class StaffPasswordRule : IPasswordValidator<StaffUser>
{
    public const int Shortest = 12;
    public const int Longest = 128;
    private const int MustRemain = 6;

    private static readonly string[] Common =
    [
        "correcthorsebatterystaple", "letmein", "welcome", "password", "passw0rd", "passwort", "iloveyou", "qwertyuiop", "qwerty", "asdfghjkl", "asdfgh", "zxcvbnm", "zxcvbn",
        "1q2w3e4r5t6y", "1q2w3e4r", "1qaz2wsx3edc", "1qaz2wsx", "qazwsxedc", "qazwsx", "q1w2e3r4", "abcdefghijkl", "abcdefgh", "abcdef", "abc123", "abcd",
        "administrator", "admin", "changeme", "secret", "default", "trustno1", "monkey", "dragon", "football", "baseball", "sunshine", "princess", "superman", "batman",
        "starwars", "pokemon", "charlie", "michael", "jordan", "liverpool", "arsenal", "chelsea", "manchester", "england", "london", "united", "shadow", "master",
        "computer", "internet", "google", "facebook", "summer", "winter", "autumn", "spring", "january", "february", "march", "april", "june", "july", "august",
        "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "birthday",
        "council", "finance", "payment", "payments", "shop", "staff", "officer", "borough", "district", "county", "office", "login", "access", "user", "test", "temp", "hello", "love",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<StaffUser> manager, StaffUser user, string? password) => Task.FromResult(Check(user, password ?? ""));

    private static IdentityResult Check(StaffUser user, string password)
    {
        if (password.Length > Longest) return Refused("TooLong", $"Password must be {Longest} characters or fewer");
        return Remainder(password, Own(user)).Length < MustRemain
            ? Refused("TooEasy", "Choose a password that is harder to guess: three random words work well")
            : IdentityResult.Success;
    }

    private static IEnumerable<string> Own(StaffUser user) =>
        $"{user.Name} {user.Email}".Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 2);

    /// <summary>What a guesser would have to find beyond words, years, punctuation and repeats.</summary>
    private static string Remainder(string password, IEnumerable<string> own)
    {
        var rest = password.ToLowerInvariant();
        foreach (var word in own.Concat(Common).Select(w => w.ToLowerInvariant()).OrderByDescending(w => w.Length))
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        var letters = rest.Where(char.IsLetter).ToArray();
        return new string([.. letters.Where((c, i) => i == 0 || c != letters[i - 1])]) + new string([.. rest.Where(c => !char.IsLetterOrDigit(c) && c != ' ').Distinct()]);
    }

    private static IdentityResult Refused(string code, string words) => IdentityResult.Failed(new IdentityError { Code = code, Description = words });
}
