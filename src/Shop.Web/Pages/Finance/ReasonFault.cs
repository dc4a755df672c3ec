using Shop.Kernel;
using Shop.Kernel.Auditing;

namespace Shop.Web.Pages.Finance;

/// <summary>What is wrong with a reason or note that was not taken, in a sentence that says what to do.</summary>
public static class ReasonFault
{
    /// <param name="ask">"Enter why the match is wrong".</param>
    public static string In(string? text, string ask) => text is not null && HiddenCharacters.AreIn(text)
        ? "This has characters that cannot be seen, perhaps pasted from a document. Type it again"
        : $"{ask}, in {Reasons.Longest} characters or fewer";
}
