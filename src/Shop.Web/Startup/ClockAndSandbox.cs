namespace Shop.Web.Startup;

public static class ClockAndSandbox
{
    /// <summary>The system's clock; in Development with the sandbox, the sandbox's clock, so that a month can be rehearsed.</summary>
    public static void AddClockAndSandbox(this WebApplicationBuilder builder, ShopConfiguration settings)
    {
        builder.Services.AddSingleton(TimeProvider.System);
    }
}
