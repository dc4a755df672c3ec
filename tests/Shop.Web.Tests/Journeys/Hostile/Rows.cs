using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Shop.Web.Tests.Journeys.Hostile;

/// <summary>Every row of a shop's database: whether any changed, what stands in them, and how they were before.</summary>
internal sealed class Rows : IDisposable
{
    /// <summary>What is written whatever is sent: searches, who asked for a link, the mail worker's and the sweepers' own marks, and failed attempts to sign in.</summary>
    private static readonly string[] NotCounted = ["insight_search", "orders_order_search", "notifications_message", "kernel_data_protection_key", "sqlite_sequence"];

    /// <summary>By which two people at once meet: raised whether or not anything else is changed.</summary>
    private static readonly string[] Counters = ["Version", "Changes", "ConcurrencyStamp"];

    private const int Busy = 5;
    private const int Locked = 6;
    private readonly SqliteConnection _live;
    private readonly SqliteConnection _saved = new("Data Source=:memory:");
    private long _version = -1;
    private Dictionary<string, string> _digests = [];
    private Dictionary<string, string> _savedDigests = [];
    private string? _found;

    public Rows(string file)
    {
        _live = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=30");
        _live.Open();
        _saved.Open();
    }

    /// <summary>Remembers how all is now.</summary>
    public void Save()
    {
        _live.BackupDatabase(_saved);
        Look([]);
        _savedDigests = _digests;
    }

    /// <summary>Makes all as it was saved. Waits while one of the shop's workers writes.</summary>
    public async Task RestoreAsync()
    {
        for (var tries = 0; !TryRestore(); tries++)
        {
            Assert.True(tries < 1_000, "The database stayed locked.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        _digests = _savedDigests;
        _version = Version();
    }

    /// <summary>The tables that changed since the last look, and the first text that holds one of the words.</summary>
    public (IReadOnlyList<string> Tables, string? Found) Look(IReadOnlyList<string> words, params string[] alsoNotCounted)
    {
        if (Version() == _version) return ([], null);
        _found = null;
        var digests = Tables().ToDictionary(t => t, t => Digest(t, words));
        var changed = _digests.Count == 0 ? [] : digests.Where(d => _digests.GetValueOrDefault(d.Key) != d.Value).Select(d => d.Key).Except(NotCounted).Except(alsoNotCounted).ToList();
        _digests = digests;
        _version = Version();
        return (changed, _found);
    }

    public void Dispose()
    {
        _live.Dispose();
        _saved.Dispose();
    }

    private bool TryRestore()
    {
        try
        {
            _saved.BackupDatabase(_live);
            return true;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Busy or Locked)
        {
            return false;
        }
    }

    /// <summary>Raised by every commit of another connection.</summary>
    private long Version() => (long)Command("PRAGMA data_version").ExecuteScalar()!;

    private List<string> Tables()
    {
        using var reader = Command("SELECT name FROM sqlite_master WHERE type = 'table'").ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    private string Digest(string table, IReadOnlyList<string> words)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var reader = Command($"SELECT * FROM \"{table}\"").ExecuteReader();
        var counted = Enumerable.Range(0, reader.FieldCount).Where(i => !Counters.Contains(reader.GetName(i))).ToList();
        while (reader.Read())
            foreach (var i in counted)
            {
                var text = reader.GetValue(i).ToString()!;
                hash.AppendData(Encoding.UTF8.GetBytes(text + "|"));
                if (words.FirstOrDefault(w => text.Contains(w, StringComparison.Ordinal)) is { } word && table != "insight_search") _found ??= $"{table}.{reader.GetName(i)} holds {Short(word)}";
            }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    public static string Short(string text) =>
        string.Concat(text.Take(24).Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString())) + (text.Length > 24 ? $"… ({text.Length})" : "");

    private SqliteCommand Command(string sql)
    {
        var command = _live.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
