using Shop.Kernel.Security;

namespace Shop.Web.Pages.Basket;

/// <summary>
/// The one cookie a guest gets: 128 random bits that open the basket for 24 hours. The database knows only its hash,
/// so neither a copy of the database nor a log gives anybody's basket away.
/// </summary>
public static class BasketCookie
{
    public const string Name = "__Host-basket";

    /// <summary>The id of the basket this browser holds the key of; null without a cookie that looks like one of ours.</summary>
    public static string? BasketId(this HttpRequest request) =>
        request.Cookies[Name] is { } token && AccessToken.LooksLikeOne(token) ? AccessToken.Hash(token) : null;

    /// <summary>Only where a first line was added: looking around sets no cookie. It ends with its basket, 24 hours after it was begun.</summary>
    public static void SetBasketKey(this HttpResponse response, string token) =>
        response.Cookies.Append(Name, token, new CookieOptions
        {
            Secure = true,
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = TimeSpan.FromHours(24),
            IsEssential = true,
        });
}
