namespace Shop.Kernel;

/// <summary>Section "Shop" of the configuration.</summary>
public sealed class ShopSettings
{
    /// <summary>Where residents reach the shop, e.g. "https://shop.council.example": links in e-mails and to Stripe start with it, never with the Host header.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Folder of the catalogue files.</summary>
    public string SeedData { get; set; } = "seed-data";

    /// <summary>Folder for files the shop writes: attachments, sent e-mails. Outside the web root.</summary>
    public string DataFolder { get; set; } = "App_Data";
}
