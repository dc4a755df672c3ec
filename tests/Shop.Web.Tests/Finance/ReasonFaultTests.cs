using Shop.Web.Pages.Finance;

namespace Shop.Web.Tests.Finance;

public sealed class ReasonFaultTests
{
    [Theory]
    [InlineData(null, "Enter why, in 500 characters or fewer")]
    [InlineData("", "Enter why, in 500 characters or fewer")]
    [InlineData("two\r\nlines", "Enter why, in 500 characters or fewer")]
    [InlineData("a\u202Eb", "This has characters that cannot be seen, perhaps pasted from a document. Type it again")]
    [InlineData("a\0b", "This has characters that cannot be seen, perhaps pasted from a document. Type it again")]
    public void In_Text_SaysWhatToDo(string? text, string says) => Assert.Equal(says, ReasonFault.In(text, "Enter why"));
}
