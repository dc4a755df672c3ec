using System.Net;
using System.Net.Sockets;
using System.Text;
using Shop.Web.Tests.Journeys;

namespace Shop.Web.Tests.Orders;

/// <summary>Uploading over HTTP as a browser does it, and as somebody does who means harm.</summary>
public sealed class DocumentsPageTests : IClassFixture<OrdersWebShop>, IDisposable
{
    private const string Insurance = "document-insurance";
    private const string SitePlan = "document-site-plan";
    private readonly OrdersWebShop _shop;
    private readonly Shopper _shopper;
    private readonly int _filesBefore;

    public DocumentsPageTests(OrdersWebShop shop)
    {
        _shop = shop;
        _shopper = new Shopper(shop.Address);
        _filesBefore = shop.StoredFiles().Count;
    }

    private Visitor Visitor => _shopper.Visitor;

    [Fact]
    public async Task Continue_EverythingUploaded_GoesToTheBasket()
    {
        await BeginAsync();
        await Visitor.SubmitAsync("Continue", [], [(Insurance, "insurance.pdf", Shopper.Pdf("insurance")), (SitePlan, "plan.pdf", Shopper.Pdf("plan"))]);
        Assert.Equal("/basket", Visitor.Address.AbsolutePath);
        Assert.Contains("insurance.pdf", Visitor.MainText, StringComparison.Ordinal);
        Assert.Equal(_filesBefore + 2, _shop.StoredFiles().Count);
    }

    [Fact]
    public async Task Continue_FromCheckYourAnswers_GoesBackThere()
    {
        await BeginAsync("?from=check");
        await Visitor.SubmitAsync("Upload and stay", [], [(SitePlan, "plan.pdf", Shopper.Pdf("plan"))]);
        Assert.Equal("?from=check", Visitor.Address.Query);
        await Visitor.SubmitAsync("Continue", [], [(Insurance, "insurance.pdf", Shopper.Pdf("insurance"))]);
        Assert.StartsWith("/checkout", Visitor.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Continue_NothingUploaded_AsksForEachRequiredDocument()
    {
        await BeginAsync();
        var page = Visitor.Address;
        var token = Visitor.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        // As a browser sends file pickers nobody touched.
        var body = Part("__RequestVerificationToken", null, token) + Part(Insurance, "", "") + "\r\n" + Part(SitePlan, "", "") + "\r\n" + Part("next", null, "continue") + "--xyz--\r\n";
        using var content = new StringContent(body, Encoding.Latin1);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=xyz");
        await Visitor.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, page) { Content = content });
        Assert.Equal(["Select your public liability insurance certificate", "Select your site plan"], Visitor.Errors);
        Assert.StartsWith("Error: ", Visitor.Page.Title, StringComparison.Ordinal);
        Assert.Equal("#" + Insurance, Visitor.Page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("plan.docx", "PK", "The selected file must be a PDF, JPG or PNG (plan.docx)")]
    [InlineData("plan.pdf", "<script>alert(1)</script>", "The selected file must be a PDF, JPG or PNG (plan.pdf)")]
    [InlineData("plan.pdf", "", "The selected file is empty (plan.pdf)")]
    public async Task Upload_NotADocument_IsRefusedAndTheOtherFileKept(string name, string content, string message)
    {
        await BeginAsync();
        await Visitor.SubmitAsync("Continue", [], [(Insurance, "insurance.pdf", Shopper.Pdf("insurance")), (SitePlan, name, Encoding.UTF8.GetBytes(content))]);
        Assert.Equal([message], Visitor.Errors);
        Assert.Contains("insurance.pdf", Visitor.MainText, StringComparison.Ordinal);
        Assert.Equal(_filesBefore + 1, _shop.StoredFiles().Count);
    }

    [Fact]
    public async Task Upload_TenMegabytesAndOneByte_IsRefusedAndNothingIsLeft()
    {
        await BeginAsync();
        var big = new byte[(10 * 1024 * 1024) + 1];
        "%PDF-1.7"u8.CopyTo(big);
        await Visitor.SubmitAsync("Upload and stay", [], [(SitePlan, "plan.pdf", big)]);
        Assert.Equal(["The selected file must be smaller than 10MB (plan.pdf)"], Visitor.Errors);
        Assert.Equal(_filesBefore, _shop.StoredFiles().Count);
    }

    [Fact]
    public async Task Upload_MoreThanTheWholeFormMayHold_IsAnsweredFromTheLengthAlone()
    {
        await BeginAsync();
        var answer = await RawAsync(200L * 1024 * 1024, "", cutOff: false);
        Assert.StartsWith("HTTP/1.1 302", answer, StringComparison.Ordinal);
        Assert.Contains("tooBig=true", answer, StringComparison.Ordinal);
        await Visitor.GoAsync(Visitor.Address.AbsolutePath + "?tooBig=true");
        Assert.Equal(["The selected files must each be smaller than 10MB"], Visitor.Errors);
    }

    [Fact]
    public async Task Upload_BrokenOff_LeavesNothing()
    {
        await BeginAsync();
        var token = Visitor.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value");
        var body = Part("__RequestVerificationToken", null, token!) + Part(SitePlan, "plan.pdf", "%PDF-1.7 and then") + new string('x', 300_000);
        await RawAsync(5_000_000, body, cutOff: true);
        await Evidence.EventuallyAsync(() => Task.FromResult(_shop.StoredFiles().Count == _filesBefore), () => string.Join(", ", _shop.StoredFiles()));
        await Visitor.GoAsync(Visitor.Address.AbsolutePath);
        Assert.DoesNotContain("plan.pdf", Visitor.MainText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Upload_TokenMissingOrAfterTheFile_IsRefusedAndNothingIsLeft(bool withToken, bool last)
    {
        await BeginAsync();
        var token = Visitor.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Shopper.Pdf("plan")), SitePlan, "plan.pdf" } };
        if (withToken && last) form.Add(new StringContent(token), "__RequestVerificationToken");
        var page = Visitor.Address;
        await Visitor.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, page) { Content = form });
        Assert.Equal(HttpStatusCode.BadRequest, Visitor.Status);
        Assert.Equal(_filesBefore, _shop.StoredFiles().Count);
    }

    [Fact]
    public async Task Upload_HostileName_IsShownAsTextAndNeverAPath()
    {
        await BeginAsync();
        await Visitor.SubmitAsync("Upload and stay", [], [(SitePlan, "../../wwwroot/<img src=x onerror=alert(1)>.pdf", Shopper.Pdf("plan"))]);
        Assert.Empty(Visitor.Page.QuerySelectorAll("main img"));
        Assert.Contains("img src=x onerror=alert(1).pdf", Visitor.MainText, StringComparison.Ordinal);
        Assert.All(_shop.StoredFiles(), f => Assert.Matches("^[0-9a-f]{32}$", Path.GetFileName(f)));
    }

    [Fact]
    public async Task Remove_OwnFile_IsGoneAndCanBeReplaced()
    {
        await BeginAsync();
        await Visitor.SubmitAsync("Upload and stay", [], [(Insurance, "old.pdf", Shopper.Pdf("old"))]);
        Assert.Null(Visitor.Page.QuerySelector($"[name={Insurance}]"));
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)Visitor.Page.QuerySelector("form[id^=remove-]")!;
        var (fields, action) = (Visitor.FieldsOf(form), new Uri(Visitor.Address, form.GetAttribute("action")));
        await Visitor.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) });
        Assert.DoesNotContain("old.pdf", Visitor.MainText, StringComparison.Ordinal);
        Assert.NotNull(Visitor.Page.QuerySelector($"[name={Insurance}]"));
        Assert.Equal(_filesBefore, _shop.StoredFiles().Count);
    }

    [Fact]
    public async Task Documents_AnotherBrowser_FindsNothing()
    {
        await BeginAsync();
        using var stranger = new Shopper(_shop.Address);
        await stranger.Visitor.GoAsync(Visitor.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Visitor.Status);
        await stranger.AddTradeSacksAsync();
        await stranger.Visitor.GoAsync(Visitor.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Visitor.Status);
    }

    public void Dispose() => _shopper.Dispose();

    /// <summary>Ends on the documents page of a skip permit.</summary>
    private async Task BeginAsync(string query = "")
    {
        await _shopper.AddSkipPermitAsync(DateOnly.FromDateTime(_shop.Now).AddDays(30));
        if (query.Length > 0) await Visitor.GoAsync(Visitor.Address.AbsolutePath + query);
        Assert.Equal(HttpStatusCode.OK, Visitor.Status);
    }

    private static string Part(string name, string? fileName, string content) =>
        $"--xyz\r\nContent-Disposition: form-data; name=\"{name}\"{(fileName is null ? "" : $"; filename=\"{fileName}\"")}\r\n\r\n{content}{(fileName is null ? "\r\n" : "")}";

    /// <summary>A request by hand, to promise more than is sent. Returns the start of the answer, when one is waited for.</summary>
    private async Task<string> RawAsync(long promised, string body, bool cutOff)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_shop.Address.Host, _shop.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var cookies = Visitor.Cookies.GetCookieHeader(new UriBuilder(_shop.Address) { Scheme = "https", Port = -1 }.Uri);
        var head = $"POST {Visitor.Address.AbsolutePath} HTTP/1.1\r\nHost: {_shop.Address.Authority}\r\nCookie: {cookies}\r\nContent-Type: multipart/form-data; boundary=xyz\r\nContent-Length: {promised}\r\n\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head + body), TestContext.Current.CancellationToken);
        if (cutOff)
        {
            // The server has begun to store the file before the line breaks.
            await Evidence.EventuallyAsync(() => Task.FromResult(_shop.StoredFiles().Count > _filesBefore), () => "no file was begun");
            return "";
        }

        var buffer = new byte[4096];
        var read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(buffer, 0, read);
    }
}
