using System.Globalization;
using System.Text;
using CsvHelper;
using MediatR;
using Shop.Finance;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

/// <summary>Lists that are sorted and downloaded: what all of them must hold.</summary>
internal static class Lists
{
    public static readonly IReadOnlyList<ListOrder> Orders = Enum.GetValues<ListOrder>();

    /// <summary>The rows of all pages, one page after another.</summary>
    public static async Task<IReadOnlyList<T>> AllAsync<T>(Func<int, Task<(IReadOnlyList<T> Rows, int Pages)>> read)
    {
        var (rows, pages) = await read(1);
        var all = rows.ToList();
        for (var page = 2; page <= pages; page++) all.AddRange((await read(page)).Rows);
        return all;
    }

    /// <summary>Fails unless they are in that order; of one moment, or of one amount and moment, they may come in any.</summary>
    public static void ExpectOrder<T>(ListOrder order, IReadOnlyList<T> rows, Func<T, DateTime> at, Func<T, long> pence)
    {
        var sorted = order switch
        {
            ListOrder.Newest => rows.OrderByDescending(at),
            ListOrder.Oldest => rows.OrderBy(at),
            ListOrder.Largest => rows.OrderByDescending(pence).ThenByDescending(at),
            _ => rows.OrderBy(pence).ThenBy(at),
        };
        var byAmount = order is ListOrder.Largest or ListOrder.Smallest;
        Assert.Equal(sorted.Select(r => (byAmount ? pence(r) : 0, at(r))), rows.Select(r => (byAmount ? pence(r) : 0, at(r))));
    }

    /// <summary>The text of a file.</summary>
    public static async Task<string> FileAsync(this TestShop shop, Func<Stream, IRequest<int>> request)
    {
        using var file = new MemoryStream();
        await shop.SendAsync(request(file));
        return Encoding.UTF8.GetString(file.ToArray());
    }

    /// <summary>One column of a file, without its heading.</summary>
    public static async Task<IReadOnlyList<string>> ColumnAsync(this TestShop shop, string name, Func<Stream, IRequest<int>> request)
    {
        using var csv = new CsvReader(new StringReader((await shop.FileAsync(request)).TrimStart('\uFEFF')), CultureInfo.InvariantCulture);
        await csv.ReadAsync();
        csv.ReadHeader();
        var column = new List<string>();
        while (await csv.ReadAsync()) column.Add(csv.GetField(name)!);
        return column;
    }
}
