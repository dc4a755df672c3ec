using System.Net;

namespace Shop.Web.Tests.Startup;

/// <summary>The shop starts on a damaged file: to say so, not to make it worse.</summary>
public sealed class DamagedDatabaseTests
{
    [Fact]
    public async Task Start_DamagedDatabase_IsAliveNotReadyAndChangesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("shop-damaged-").FullName;
        try
        {
            var file = Path.Combine(folder, "shop.db");
            await File.WriteAllTextAsync(file, new string('x', 10_000), TestContext.Current.CancellationToken);
            await using var shop = new ShopProcess(folder, new Uri("http://127.0.0.1:9/"), "whsec_unused");
            shop.StartOnly();
            using var client = new HttpClient { BaseAddress = shop.Address };
            await Journeys.Evidence.EventuallyAsync(async () => await StatusAsync(client, "/health/live") == HttpStatusCode.OK, () => "it does not live");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/health/ready"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/services/skip-permit"));
            Assert.Equal(new string('x', 10_000), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
