using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shop.Kernel.Persistence;

namespace Shop.Web.Tests;

/// <summary>
/// The whole shop on a real port with its sandbox, a database of its own and the real seed data: what
/// <c>dotnet run</c> starts, less the printing. One per test class (<c>IClassFixture</c>) or per test.
/// </summary>
public class WebShop : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly int _port = ShopProcess.FreePort();
    private readonly int _sandboxPort = ShopProcess.FreePort();

    /// <summary>The shop's data folder: database, attachments, sent e-mails in "mail".</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("shop-web-").FullName;

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    public Uri Sandbox => new($"http://127.0.0.1:{_sandboxPort}/");

    /// <summary>More settings, such as "Database:Provider".</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public virtual ValueTask InitializeAsync()
    {
        UseKestrel(_port);
        StartServer();
        return ValueTask.CompletedTask;
    }

    /// <summary>A browser of its own: cookies kept, redirects not followed.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = true,
        CookieContainer = new CookieContainer(),
    })
    {
        BaseAddress = Address,
    };

    public async Task<T> ReadAsync<T>(Func<ShopDbContext, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<ShopDbContext>());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Shop:PublicUrl", Address.ToString().TrimEnd('/'));
        builder.UseSetting("Shop:DataFolder", Folder);
        builder.UseSetting("Shop:Quiet", "true");
        // All visitors of the tests come from one address.
        builder.UseSetting("Limits:PostsPerMinute", "100000");
        builder.UseSetting("Limits:SignInsPerMinute", "100000");
        builder.UseSetting("Limits:FindOrderPerTenMinutes", "100000");
        builder.UseSetting("Database:ConnectionString", $"Data Source={Path.Combine(Folder, "shop.db")}");
        builder.UseSetting("Sandbox:Url", Sandbox.ToString().TrimEnd('/'));
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
