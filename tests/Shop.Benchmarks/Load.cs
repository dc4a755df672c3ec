using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Shop.Benchmarks;

/// <summary>
/// A load generator as thin as possible, because it shares the processors with what it measures: raw sockets, kept
/// alive, one request at a time each. Loopback only, bounded in time.
/// </summary>
internal static class Load
{
    public const int Connections = 64;

    public sealed record Result(long Requests, long Errors, TimeSpan Elapsed)
    {
        public double PerSecond => Requests / Elapsed.TotalSeconds;
    }

    public static async Task<Result> RunAsync(Uri address, Func<int, string> path, TimeSpan time, string? encoding)
    {
        var clock = Stopwatch.StartNew();
        long requests = 0, errors = 0;
        var number = 0;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(address.Host, address.Port);
            var stream = client.GetStream();
            var buffer = new byte[256 * 1024];
            while (clock.Elapsed < time)
            {
                var request = $"GET {path(Interlocked.Increment(ref number))} HTTP/1.1\r\nHost: {address.Authority}\r\n"
                    + (encoding is null ? "" : $"Accept-Encoding: {encoding}\r\n") + "\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
                var status = await ReadAnswerAsync(stream, buffer);
                if (status == 200) Interlocked.Increment(ref requests);
                else Interlocked.Increment(ref errors);
            }
        })));
        return new Result(requests, errors, clock.Elapsed);
    }

    private static async Task<int> ReadAnswerAsync(NetworkStream stream, byte[] buffer)
    {
        var length = 0;
        var headerEnd = -1;
        while (headerEnd < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length));
            if (read == 0) throw new IOException("The server closed the connection.");
            length += read;
            headerEnd = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        }

        var header = Encoding.ASCII.GetString(buffer, 0, headerEnd);
        var body = headerEnd + 4;
        var mark = header.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (mark >= 0)
        {
            var end = header.IndexOf('\r', mark) is var e and >= 0 ? e : header.Length;
            var total = body + int.Parse(header.AsSpan(mark + 16, end - mark - 16), System.Globalization.CultureInfo.InvariantCulture);
            while (length < total) length += await stream.ReadAsync(buffer.AsMemory(length));
        }
        else
        {
            while (!buffer.AsSpan(body, length - body).EndsWith("0\r\n\r\n"u8)) length += await stream.ReadAsync(buffer.AsMemory(length));
        }

        return int.Parse(header.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }
}
