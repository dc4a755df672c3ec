using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Shop.Web.Pages.Basket;

/// <summary>
/// The page reads its multipart form itself, part by part, so that a file goes from the network to the disk without being
/// collected in memory or in a temporary file. The antiforgery token is the form's first field: it is read here and handed to the framework's
/// check as its header, so the check happens before the first byte of a file is looked at. A form without it is refused.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DocumentsStreamedFormAttribute : Attribute, IAsyncAuthorizationFilter, IResourceFilter, IOrderedFilter
{
    private const string TokenField = "__RequestVerificationToken";
    private const string TokenHeader = "RequestVerificationToken";
    private const int MaxTokenBytes = 4096;

    /// <summary>After [RequestSizeLimit] (900), which must act before the body is touched; before the antiforgery check (1000).</summary>
    public int Order => 950;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method) || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return;
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return;
        try
        {
            var form = new DocumentsForm(request.Body, HeaderUtilities.RemoveQuotes(type.Boundary).Value ?? "");
            request.Headers[TokenHeader] = await TokenAsync(form, context.HttpContext.RequestAborted);
            context.HttpContext.Items[typeof(DocumentsForm)] = form;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // Known from the length alone: nothing was read, nothing was changed.
            context.Result = new RedirectResult($"{request.Path}{request.QueryString.Add("tooBig", "true")}");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException)
        {
            context.Result = new BadRequestResult();
        }
    }

    /// <summary>Model binding must not read the form, which would collect it whole.</summary>
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    public void OnResourceExecuted(ResourceExecutedContext context) => context.HttpContext.Items.Remove(typeof(DocumentsForm));

    /// <summary>Never empty: an empty header would make the framework look for the token in the form.</summary>
    private static async Task<string> TokenAsync(DocumentsForm form, CancellationToken ct)
    {
        var first = await form.NextAsync(ct);
        var token = first is { FileName: null, Name: TokenField } ? await first.TextAsync(MaxTokenBytes, ct) : "";
        return token.Length > 0 ? token : "missing";
    }
}

/// <summary>A multipart form as it arrives.</summary>
internal sealed class DocumentsForm(Stream body, string boundary)
{
    private const int MaxParts = 60;
    private readonly MultipartReader _reader = new(boundary, body) { HeadersCountLimit = 8, HeadersLengthLimit = 8 * 1024 };
    private int _parts;

    /// <summary>The form of this request; null when it is not multipart.</summary>
    public static DocumentsForm? Of(HttpContext http) => http.Items.TryGetValue(typeof(DocumentsForm), out var form) ? form as DocumentsForm : null;

    /// <summary>The next part, or null at the end. What was not read of the one before is passed over.</summary>
    public async Task<DocumentsPart?> NextAsync(CancellationToken ct)
    {
        if (await _reader.ReadNextSectionAsync(ct) is not { } section) return null;
        if (++_parts > MaxParts) throw new InvalidDataException("The form has too many parts.");
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) throw new InvalidDataException("A part of the form has no name.");
        var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        return new DocumentsPart(
            HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "",
            fileName.HasValue ? HeaderUtilities.RemoveQuotes(fileName).Value ?? "" : null,
            section.Body);
    }
}

/// <param name="FileName">Null for a field; empty where a file could be chosen and none was.</param>
internal sealed record DocumentsPart(string Name, string? FileName, Stream Content)
{
    /// <summary>The value of a field. Throws when it is longer.</summary>
    public async Task<string> TextAsync(int maxBytes, CancellationToken ct)
    {
        var buffer = new byte[maxBytes + 1];
        var read = await Content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return read <= maxBytes ? Encoding.UTF8.GetString(buffer, 0, read) : throw new InvalidDataException("A field of the form is too long.");
    }
}
