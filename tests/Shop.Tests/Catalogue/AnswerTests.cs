using Shop.Catalogue.Answers;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Tests.Catalogue;

public sealed class AnswerTests
{
    private static readonly DateOnly Today = new(2026, 10, 5);

    [Theory]
    [InlineData(QuestionType.Text, "", "Enter name of the firm")]
    [InlineData(QuestionType.Text, "   ", "Enter name of the firm")]
    [InlineData(QuestionType.Text, "a\0b", "Name of the firm must only include letters, numbers, spaces and punctuation")]
    [InlineData(QuestionType.Text, "two\nlines", "Name of the firm must only include letters, numbers, spaces and punctuation")]
    [InlineData(QuestionType.Text, "turn\u202Eround", "Name of the firm must only include letters, numbers, spaces and punctuation")]
    [InlineData(QuestionType.LongText, "bell\a", "Name of the firm must only include letters, numbers, spaces and punctuation")]
    [InlineData(QuestionType.Number, "many", "Name of the firm must be a number")]
    [InlineData(QuestionType.Number, "1.5", "Name of the firm must be a whole number")]
    [InlineData(QuestionType.Number, "99999999999999999999", "Name of the firm must be between -999999999 and 999999999")]
    [InlineData(QuestionType.YesNo, "maybe", "Select name of the firm")]
    [InlineData(QuestionType.Radios, "", "Select name of the firm")]
    [InlineData(QuestionType.Radios, "third", "Select name of the firm")]
    [InlineData(QuestionType.DropDown, "first,second", "Select name of the firm")]
    [InlineData(QuestionType.Email, "nobody", "Enter an email address in the correct format, like name@example.com")]
    [InlineData(QuestionType.Email, "a@b", "Enter an email address in the correct format, like name@example.com")]
    [InlineData(QuestionType.Email, "a b@c.example", "Enter an email address in the correct format, like name@example.com")]
    [InlineData(QuestionType.Phone, "12345", "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192")]
    [InlineData(QuestionType.Phone, "+33 1 23 45 67 89", "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192")]
    public void Answer_ThatIsWrong_IsToldInPlainWords(QuestionType type, string typed, string message)
    {
        var result = Check(Ask(type), new() { ["firm"] = typed });
        Assert.Equal(new FieldError("firm", message), Assert.Single(result.Errors));
    }

    [Fact]
    public void Question_OfSomeChoicesOnly_IsAskedForThoseAlone()
    {
        var service = Catalogues.Seed.Services["certificate-copy"].Definition;
        CheckedAnswers Check(string delivery) => AnswerCheck.Run(service, new Dictionary<string, string> { ["delivery"] = delivery }, new Dictionary<string, string>(), Today);
        Assert.DoesNotContain(Check("collect").Answers, a => a.QuestionId == "post-to");
        Assert.DoesNotContain(Check("collect").Errors, e => e.Field.StartsWith("post-to", StringComparison.Ordinal));
        foreach (var posted in new[] { "second-class", "signed-for", "special" })
            Assert.Contains(Check(posted).Errors, e => e.Field == "post-to-line-1");
    }

    [Theory]
    [InlineData(QuestionType.Text, "  Skips   &  Sons ", "Skips & Sons")]
    [InlineData(QuestionType.Text, "<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData(QuestionType.Text, "Cafe\u0301", "Café")]
    [InlineData(QuestionType.LongText, "one\r\ntwo", "one\ntwo")]
    [InlineData(QuestionType.Number, " 1,000 ", "1000")]
    [InlineData(QuestionType.YesNo, "no", "No")]
    [InlineData(QuestionType.Radios, "second", "Second")]
    [InlineData(QuestionType.Email, " name@example.com ", "name@example.com")]
    [InlineData(QuestionType.Phone, "07700 900 982", "07700 900 982")]
    [InlineData(QuestionType.Phone, "+44 (0)1632 960001", "+44 (0)1632 960001")]
    public void Answer_ThatIsRight_IsKeptTidy(QuestionType type, string typed, string text)
    {
        var result = Check(Ask(type), new() { ["firm"] = typed });
        Assert.Empty(result.Errors);
        Assert.Equal(text, Assert.Single(result.Answers).Text);
    }

    [Theory]
    [InlineData(QuestionType.Text, 200)]
    [InlineData(QuestionType.LongText, 2000)]
    public void Answer_OfTenThousandCharacters_IsTooLong(QuestionType type, int limit)
    {
        var result = Check(Ask(type), new() { ["firm"] = new string('x', 10_000) });
        Assert.Equal($"Name of the firm must be {limit} characters or fewer", Assert.Single(result.Errors).Message);
    }

    [Theory]
    [InlineData("", "", "", "firm-day", "Enter name of the firm")]
    [InlineData("1", "", "2027", "firm-month", "Name of the firm must include a month")]
    [InlineData("", "", "2027", "firm-day", "Name of the firm must include a day and month")]
    [InlineData("30", "2", "2027", "firm-day", "Name of the firm must be a real date")]
    [InlineData("1", "13", "2027", "firm-day", "Name of the firm must be a real date")]
    [InlineData("x", "1", "2027", "firm-day", "Name of the firm must be a real date")]
    [InlineData("-1", "1", "2027", "firm-day", "Name of the firm must be a real date")]
    [InlineData("1", "1", "0000", "firm-day", "Name of the firm must be a real date")]
    [InlineData("1", "1", "27", "firm-year", "Year must include 4 numbers")]
    [InlineData("7", "10", "2026", "firm-day", "Name of the firm must be the same as or after 8 October 2026")]
    [InlineData("1", "1", "9999", "firm-day", "Name of the firm must be the same as or before 3 April 2027")]
    public void Date_ThatIsWrong_IsToldAtItsField(string day, string month, string year, string field, string message)
    {
        var result = Check(Ask(QuestionType.Date) with { Earliest = "+3", Latest = "+180" }, Date(day, month, year));
        Assert.Equal(new FieldError(field, message), Assert.Single(result.Errors));
    }

    [Theory]
    [InlineData("8", "10", "2026")]
    [InlineData("08", "Oct", "2026")]
    [InlineData(" 8 ", "october", "2026")]
    public void Date_InAnyUsualForm_IsUnderstood(string day, string month, string year)
    {
        var result = Check(Ask(QuestionType.Date) with { Earliest = "+3" }, Date(day, month, year));
        Assert.Equal("8 October 2026", Assert.Single(result.Answers).Text);
    }

    [Fact]
    public void Address_WithoutTown_IsToldAtTheTownAndKeptForAskingAgain()
    {
        var result = Check(Ask(QuestionType.Address), new() { ["firm-line-1"] = "1 High Street", ["firm-postcode"] = "lm14ab" });
        Assert.Equal(new FieldError("firm-town", "Enter town or city"), Assert.Single(result.Errors));
        Assert.Equal("1 High Street", Assert.Single(result.Answers).Value["firm-line-1"]);
    }

    [Fact]
    public void Address_WithEverything_IsWrittenWithItsPostcodeInCapitals()
    {
        var result = Check(Ask(QuestionType.Address), new() { ["firm-line-1"] = "1 High Street", ["firm-town"] = "Larkmere", ["firm-postcode"] = "lm14ab" });
        Assert.Equal("1 High Street, Larkmere, LM1 4AB", Assert.Single(result.Answers).Text);
    }

    [Fact]
    public void Guard_AnsweredNo_SaysWhyItEndsHere()
    {
        var result = Check(Ask(QuestionType.YesNo) with { MustBeYes = true, MustBeMessage = "You need insurance." }, new() { ["firm"] = "no" });
        Assert.Equal("You need insurance.", Assert.Single(result.Errors).Message);
    }

    [Theory]
    [InlineData(QuestionType.Text)]
    [InlineData(QuestionType.Date)]
    [InlineData(QuestionType.Person)]
    [InlineData(QuestionType.Address)]
    [InlineData(QuestionType.Radios)]
    public void OptionalQuestion_LeftOut_IsAnEmptyAnswer(QuestionType type)
    {
        var result = Check(Ask(type) with { Required = false }, []);
        Assert.Empty(result.Errors);
        Assert.Equal("", Assert.Single(result.Answers).Text);
    }

    private static Dictionary<string, string> Date(string day, string month, string year) =>
        new() { ["firm-day"] = day, ["firm-month"] = month, ["firm-year"] = year };

    private static Question Ask(QuestionType type) => new(
        "firm", type, type.ToString(), "Name of the firm", null, true, null, null, null, null, null, null,
        type is QuestionType.Radios or QuestionType.DropDown ? [new("first", "First"), new("second", "Second")] : [], false, null);

    private static CheckedAnswers Check(Question question, Dictionary<string, string> fields) =>
        AnswerCheck.Run(Catalogues.Seed.Services["h-bar"].Definition with { Questions = [question] }, new Dictionary<string, string>(), fields, Today);
}
