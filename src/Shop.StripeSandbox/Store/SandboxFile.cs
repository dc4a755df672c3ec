using Microsoft.Data.Sqlite;

namespace Shop.StripeSandbox.Store;

/// <summary>
/// Where the account is kept: a SQLite file that survives the process, or a temporary one that ends with it and whose
/// pages stay in a small cache. Everything that one piece of work changes is committed together before its answer
/// leaves, so a killed process has done all of a call or nothing. Not thread-safe: used under the store's lock.
/// </summary>
internal sealed class SandboxFile : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = [];
    private readonly List<ITable> tables = [];
    private bool writing;

    /// <param name="path">The file, created when missing; null for a temporary one.</param>
    /// <exception cref="InvalidOperationException">Another sandbox has the file open.</exception>
    public SandboxFile(string? path)
    {
        Lasts = path is not null;
        Path = path;
        if (Lasts && System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path!)) is { } folder) Directory.CreateDirectory(folder);
        connection = new(new SqliteConnectionStringBuilder { DataSource = path ?? "", Pooling = false }.ToString());
        try
        {
            connection.Open();
            // A commit reaches the operating system, not the disk: a killed process loses nothing, a power cut its last seconds.
            foreach (var pragma in Lasts ? Lasting : Temporary) Run(pragma);
            Run("CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 5 or 6)
        {
            connection.Dispose();
            throw new InvalidOperationException($"\"{path}\" is in use by another sandbox.", e);
        }
    }

    private static readonly string[] Lasting = ["PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA cache_size=-16000"];
    private static readonly string[] Temporary = ["PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-16000"];

    /// <summary>Whether what is written outlives the process.</summary>
    public bool Lasts { get; }

    private string? Path { get; }

    /// <summary>Makes a table part of the file: created by <see cref="Open"/>, emptied by <see cref="Clear"/>, written by <see cref="Save"/>.</summary>
    public void Add(ITable table) => tables.Add(table);

    /// <summary>Creates what is missing. Returns whether the file was empty before.</summary>
    /// <exception cref="InvalidOperationException">The file was written by another version of the sandbox.</exception>
    public bool Open()
    {
        var schema = string.Join(";\n", tables.SelectMany(t => t.Schema));
        var written = Setting("schema");
        if (written is not null && written != schema)
            throw new InvalidOperationException($"\"{Path}\" was written by another version of the sandbox. Move it away, or name another file.");
        foreach (var statement in tables.SelectMany(t => t.Schema)) Run(statement);
        foreach (var table in tables) table.Opened();
        Set("schema", schema);
        Save();
        return written is null;
    }

    /// <summary>Commits what was changed since the last time. Does nothing when that is nothing.</summary>
    public void Save()
    {
        foreach (var table in tables) table.WriteChanges();
        if (!writing) return;
        Run("COMMIT");
        writing = false;
    }

    public void Clear()
    {
        foreach (var table in tables) table.Clear();
    }

    public string? Setting(string name) => Read("SELECT value FROM setting WHERE name = $0", r => r.GetString(0), name).FirstOrDefault();

    public void Set(string name, string value) => Write("INSERT INTO setting VALUES ($0, $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value);

    /// <summary>Changes something, as part of what the next <see cref="Save"/> commits.</summary>
    public void Write(string sql, params ReadOnlySpan<object?> values)
    {
        if (!writing) Run("BEGIN");
        writing = true;
        Prepared(sql, values).ExecuteNonQuery();
    }

    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepared(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        connection.Dispose();
    }

    private void Run(string sql) => Prepared(sql, []).ExecuteNonQuery();

    private SqliteCommand Prepared(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            commands[sql] = command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}

/// <summary>A part of the file.</summary>
internal interface ITable
{
    /// <summary>Statements that create it and may be run again.</summary>
    IEnumerable<string> Schema { get; }

    /// <summary>Called once the file holds it.</summary>
    void Opened();

    void WriteChanges();

    void Clear();
}
