using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shop.Tests.Notifications;

/// <summary>A mail server in the test's process: takes what RFC 5321 asks of a client, keeps it, and can be told to refuse.</summary>
internal sealed class SmtpSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _lock = new();

    public SmtpSink()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whole messages that were accepted.</summary>
    public List<string> Accepted { get; } = [];

    /// <summary>Every line a client sent, outside of messages.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>What a recipient is answered; "250 ok" to accept.</summary>
    public Func<string> OnRecipient { get; set; } = () => "250 ok";

    /// <summary>What a whole message is answered; "250 ok" to accept.</summary>
    public Func<string> OnMessage { get; set; } = () => "250 ok";

    /// <summary>Offered to clients after EHLO, such as "AUTH PLAIN".</summary>
    public string? Offers { get; set; }

    /// <summary>Hangs up right after accepting a message, without waiting for QUIT.</summary>
    public bool HangsUp { get; set; }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await writer.WriteLineAsync("220 sink ESMTP");
            while (await reader.ReadLineAsync() is { } line)
            {
                lock (_lock) Commands.Add(line);
                if (line == "DATA" && await TakeAsync(reader, writer) && HangsUp) return;
                if (line != "DATA") await writer.WriteLineAsync(Answer(line));
                if (line == "QUIT") return;
            }
        }
        catch (IOException)
        {
            // The client hung up.
            return;
        }
    }

    private async Task<bool> TakeAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("354 go on");
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".") text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        var answer = OnMessage();
        var accepted = answer.StartsWith('2');
        if (accepted) lock (_lock) Accepted.Add(text.ToString());
        await writer.WriteLineAsync(answer);
        return accepted;
    }

    private string Answer(string line) => line.Split(' ')[0].ToUpperInvariant() switch
    {
        "EHLO" => Offers is null ? "250 sink" : $"250-sink\r\n250 {Offers}",
        "RCPT" => OnRecipient(),
        "AUTH" => "235 welcome",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };
}
