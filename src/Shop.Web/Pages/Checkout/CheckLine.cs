using Shop.Checkout;
using Shop.Kernel.Lines;

namespace Shop.Web.Pages.Checkout;

/// <summary>One service on the check page.</summary>
public sealed record CheckLine(Guid LineId, LineSnapshot Line, LineDocuments Documents)
{
    public string ChangePage => ShopPaths.Change(LineId, fromCheck: true);

    public string DocumentsPage => ShopPaths.Documents(LineId, fromCheck: true);

    public IEnumerable<ChargeComponent> Parts => Line.Components.Where(c => c.GrossPence != 0);
}
