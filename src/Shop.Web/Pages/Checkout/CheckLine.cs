using Shop.Checkout;
using Shop.Kernel.Lines;

namespace Shop.Web.Pages.Checkout;

/// <summary>One service on the check page.</summary>
public sealed record CheckLine(Guid LineId, LineSnapshot Line, LineDocuments Documents)
{
    public string ChangePage => ShopPaths.Change(LineId, fromCheck: true);

    /// <summary>At the question itself: its first field, where something was typed.</summary>
    public string ChangeAnswer(Answer answer) => $"{ChangePage}#{answer.Value.Keys.FirstOrDefault() ?? answer.QuestionId}";

    public string DocumentsPage => ShopPaths.Documents(LineId, fromCheck: true);

    public IEnumerable<ChargeComponent> Parts => Line.Components.Where(c => c.GrossPence != 0);
}
