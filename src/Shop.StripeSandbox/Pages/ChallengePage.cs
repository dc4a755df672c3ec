namespace Shop.StripeSandbox.Pages;

/// <summary>What stands for the bank's own page during 3-D Secure.</summary>
internal static class ChallengePage
{
    public static Markup Render(string action, string amount, string last4, Markup token) => Layout.Page("Confirm your payment", Markup.Of($"""
        <h1>Confirm it is you</h1>
        <p>Your bank wants to know that you are paying <strong>{amount}</strong> with the card ending <strong>{last4}</strong>.</p>
        <p class="small">At a real bank you would be asked for a code or to open its app (3-D Secure). Here you choose how it ends.</p>
        <form method="post" action="{action}">
        {token}
        <div class="buttons">
        <button type="submit" name="outcome" value="complete">Complete</button>
        <button class="plain" type="submit" name="outcome" value="fail">Fail</button>
        </div>
        </form>
        """));
}
