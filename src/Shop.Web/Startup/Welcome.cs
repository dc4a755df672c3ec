using Shop.Accounts;
using Shop.Kernel;

namespace Shop.Web.Startup;

/// <summary>Tells whoever started the shop where to go. Passwords appear once, at the first run.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app, IReadOnlyList<GeneratedStaff> staff)
    {
        var settings = app.Services.GetRequiredService<ShopSettings>();
        var sandbox = app.Services.GetRequiredService<SandboxSettings>();
        Console.WriteLine();
        Console.WriteLine($"  The shop            {settings.PublicUrl}");
        Console.WriteLine($"  Staff sign-in       {settings.PublicUrl}/staff/sign-in");
        foreach (var person in staff)
            Console.WriteLine($"    {person.Role.InWords(),-17} {person.Email}   password {person.Password}   (shown this once)");
        if (sandbox.Enabled) Console.WriteLine($"  Stripe sandbox      {sandbox.Url}   (pay with card 4242 4242 4242 4242, any later date, any CVC)");
        if (string.IsNullOrEmpty(app.Configuration["Mail:Host"])) Console.WriteLine($"  Sent e-mails        {Path.Combine(settings.DataFolder, "mail")}");
        Console.WriteLine();
    }
}
