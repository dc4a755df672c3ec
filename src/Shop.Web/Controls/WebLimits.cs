namespace Shop.Web.Controls;

/// <summary>Section "Limits" of the configuration: what one address and the whole shop may ask for at once.</summary>
public sealed class WebLimits
{
    /// <summary>Forms an address (for IPv6 its /64 network) may send in a minute.</summary>
    public int PostsPerMinute { get; set; } = 120;

    /// <summary>Links to orders an address may ask for in ten minutes.</summary>
    public int FindOrderPerTenMinutes { get; set; } = 10;

    /// <summary>Pages to pay an address may open or send in a minute.</summary>
    public int PayPagesPerMinute { get; set; } = 60;

    /// <summary>Requests worked on at once; cached pages and files do not count.</summary>
    public int ConcurrentRequests { get; set; } = 100;

    /// <summary>Requests that wait for their turn; the next one is told to come back.</summary>
    public int WaitingRequests { get; set; } = 200;

    /// <summary>Uploads at once, counted by themselves: a slow line must not take the others' places.</summary>
    public int ConcurrentUploads { get; set; } = 40;
}
