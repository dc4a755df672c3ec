namespace Shop.StripeSandbox.Store;

/// <summary>Rows with their places in the order of creation.</summary>
internal interface IWalk<T> where T : class, IResource
{
    /// <summary>Newest first, strictly before a place.</summary>
    IEnumerable<(int Slot, T Row)> NewestFirst(int before = int.MaxValue);

    /// <summary>Oldest first, strictly after a place.</summary>
    IEnumerable<(int Slot, T Row)> OldestFirst(int after = -1);
}

/// <summary>What can be listed page by page.</summary>
internal interface IListable<T> : IWalk<T> where T : class, IResource
{
    /// <summary>The kind as error messages name it, for example <c>payment_intent</c>.</summary>
    string Kind { get; }

    int? SlotOf(string id);

    /// <summary>A place behind which nothing was created by this time (unix seconds).</summary>
    int PlaceAfter(long created);
}

/// <summary>
/// All objects of one kind in the order of their creation, with look-ups by id and by chosen fields. They live in the
/// file; those used last are remembered, so a hundred thousand payments need no more memory than a few thousand.
/// </summary>
internal sealed class Table<T> : ITable, IListable<T> where T : class, IResource
{
    private const int Remembered = 1_000;
    private const int Chunk = 100;
    private readonly SandboxFile file;
    private readonly string name;
    private readonly List<(string Name, Func<T, string?> Key)> indexes = [];
    private readonly Dictionary<string, (int Slot, T Row)> changed = [];
    private Dictionary<string, (int Slot, T Row)> young = [], old = [];
    private int next;
    private string insert = "";

    public Table(SandboxFile file, string kind)
    {
        (this.file, Kind, name) = (file, kind, "object_" + kind.Replace('.', '_'));
        file.Add(this);
    }

    public string Kind { get; }

    public int Count
    {
        get
        {
            WriteChanges();
            return file.Read($"SELECT count(*) FROM {name}", r => r.GetInt32(0))[0];
        }
    }

    /// <summary>Grows by one with every change, so that others can keep what they derived until then.</summary>
    public int Version { get; private set; }

    /// <summary>Adds a look-up. Before the file is opened.</summary>
    public Table<T> IndexedBy(string index, Func<T, string?> key)
    {
        indexes.Add((index, key));
        return this;
    }

    public T? Find(string? id) => id is null ? null : Locate(id)?.Row;

    public T Get(string id) => Find(id) ?? throw new InvalidOperationException($"No {Kind} {id}.");

    public int? SlotOf(string id) => Locate(id)?.Slot;

    /// <summary>Adds the row, or puts it in the place of the one with its id.</summary>
    public T Put(T row)
    {
        var slot = SlotOf(row.Id) ?? next++;
        changed[row.Id] = (slot, row);
        Version++;
        Remember(slot, row);
        return row;
    }

    /// <summary>Takes the row out; its place in the order stays empty, so cursors of other rows keep their meaning.</summary>
    public void Remove(string id)
    {
        changed.Remove(id);
        young.Remove(id);
        old.Remove(id);
        Version++;
        file.Write($"DELETE FROM {name} WHERE id = $0", id);
    }

    public void Clear()
    {
        changed.Clear();
        young.Clear();
        old.Clear();
        Version++;
        file.Write($"DELETE FROM {name}");
    }

    public IEnumerable<(int Slot, T Row)> NewestFirst(int before = int.MaxValue) => Walk(null, null, before, down: true);

    public IEnumerable<(int Slot, T Row)> OldestFirst(int after = -1) => Walk(null, null, after, down: false);

    /// <summary>The rows whose field has one of these values; read as they are walked.</summary>
    public Rows<T> Where(string index, params IReadOnlyList<string> values) => new(this, "by_" + indexes.Single(i => i.Name == index).Name, values);

    /// <summary>The values that a field has anywhere.</summary>
    public IReadOnlyList<string> Values(string index)
    {
        WriteChanges();
        // From one value to the next by the index, not over all rows.
        var values = new List<string>();
        while (file.Read($"SELECT min(by_{index}) FROM {name} WHERE by_{index} > $0", r => r.IsDBNull(0) ? null : r.GetString(0), values.LastOrDefault() ?? "")[0] is { } value)
            values.Add(value);
        return values;
    }

    public int PlaceAfter(long created)
    {
        WriteChanges();
        return file.Read($"SELECT slot FROM {name} WHERE created <= $0 ORDER BY created DESC, slot DESC LIMIT 1", r => r.GetInt32(0) + 1, created).FirstOrDefault();
    }

    internal int CountWhere(string column, string value)
    {
        WriteChanges();
        return file.Read($"SELECT count(*) FROM {name} WHERE {column} = $0", r => r.GetInt32(0), value)[0];
    }

    /// <summary>Reads a chunk at a time, so rows may be changed on the way.</summary>
    internal IEnumerable<(int Slot, T Row)> Walk(string? column, string? value, int from, bool down)
    {
        var sql = $"SELECT slot, id, body FROM {name} WHERE slot {(down ? "<" : ">")} $0{(column is null ? "" : $" AND {column} = $1")} ORDER BY slot {(down ? "DESC" : "")} LIMIT {Chunk}";
        while (true)
        {
            WriteChanges();
            var rows = column is null ? file.Read(sql, Read, from) : file.Read(sql, Read, from, value);
            foreach (var row in rows) yield return row;
            if (rows.Count < Chunk) yield break;
            from = rows[^1].Slot;
        }
    }

    IEnumerable<string> ITable.Schema =>
    [
        $"CREATE TABLE IF NOT EXISTS {name} (slot INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, created INTEGER NOT NULL, body BLOB NOT NULL{string.Concat(indexes.Select(i => $", by_{i.Name} TEXT"))})",
        $"CREATE INDEX IF NOT EXISTS {name}_created ON {name} (created)",
        .. indexes.Select(i => $"CREATE INDEX IF NOT EXISTS {name}_by_{i.Name} ON {name} (by_{i.Name}, slot) WHERE by_{i.Name} IS NOT NULL"),
    ];

    void ITable.Opened()
    {
        next = file.Read($"SELECT coalesce(max(slot), -1) + 1 FROM {name}", r => r.GetInt32(0))[0];
        insert = $"INSERT INTO {name} VALUES ($0, $1, $2, $3{string.Concat(indexes.Select((_, i) => $", ${i + 4}"))}) "
            + $"ON CONFLICT (slot) DO UPDATE SET body = excluded.body{string.Concat(indexes.Select(i => $", by_{i.Name} = excluded.by_{i.Name}"))}";
    }

    public void WriteChanges()
    {
        if (changed.Count == 0) return;
        foreach (var (slot, row) in changed.Values)
            file.Write(insert, [slot, row.Id, row.Created.ToUnixTimeSeconds(), Stored.Bytes(row), .. indexes.Select(i => i.Key(row))]);
        changed.Clear();
    }

    private (int Slot, T Row)? Locate(string id)
    {
        if (young.TryGetValue(id, out var found) || changed.TryGetValue(id, out found)) return found;
        if (!old.TryGetValue(id, out found))
        {
            var rows = file.Read($"SELECT slot, id, body FROM {name} WHERE id = $0", Read, id);
            if (rows.Count == 0) return null;
            found = rows[0];
        }
        Remember(found.Slot, found.Row);
        return found;
    }

    private (int Slot, T Row) Read(Microsoft.Data.Sqlite.SqliteDataReader reader)
    {
        var id = reader.GetString(1);
        return young.TryGetValue(id, out var found) || old.TryGetValue(id, out found) ? found : (reader.GetInt32(0), Stored.Read<T>(reader.GetFieldValue<byte[]>(2)));
    }

    /// <summary>Two halves: when the young one is full it becomes the old one, and what nobody asked for meanwhile goes.</summary>
    private void Remember(int slot, T row)
    {
        if (young.Count >= Remembered) (old, young) = (young, []);
        young[row.Id] = (slot, row);
    }
}

/// <summary>The rows of a table whose field has one of some values, oldest first.</summary>
internal sealed class Rows<T>(Table<T> table, string column, params IReadOnlyList<string> values) : IWalk<T>, IEnumerable<(int Slot, T Row)> where T : class, IResource
{
    public int Count => values.Sum(v => table.CountWhere(column, v));

    public IEnumerable<(int Slot, T Row)> NewestFirst(int before = int.MaxValue) => Merge(before, down: true);

    public IEnumerable<(int Slot, T Row)> OldestFirst(int after = -1) => Merge(after, down: false);

    public IEnumerator<(int Slot, T Row)> GetEnumerator() => OldestFirst().GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One walk per value, always on with the one that is next: nothing is sorted and no more is read than is asked for.</summary>
    private IEnumerable<(int Slot, T Row)> Merge(int from, bool down)
    {
        var walks = new PriorityQueue<IEnumerator<(int Slot, T Row)>, int>();
        foreach (var value in values) Next(table.Walk(column, value, from, down).GetEnumerator());
        while (walks.TryDequeue(out var walk, out _))
        {
            yield return walk.Current;
            Next(walk);
        }

        void Next(IEnumerator<(int Slot, T Row)> walk)
        {
            if (walk.MoveNext()) walks.Enqueue(walk, down ? -walk.Current.Slot : walk.Current.Slot);
            else walk.Dispose();
        }
    }
}

/// <summary>A few rows at hand, to be listed like a table.</summary>
internal sealed class FixedRows<T>(string kind, IReadOnlyList<(int Slot, T Row)> rows) : IListable<T> where T : class, IResource
{
    public string Kind => kind;

    public int? SlotOf(string id)
    {
        foreach (var (slot, row) in rows)
            if (row.Id == id)
                return slot;
        return null;
    }

    public int PlaceAfter(long created) => int.MaxValue;

    public IEnumerable<(int Slot, T Row)> NewestFirst(int before = int.MaxValue) => rows.Where(r => r.Slot < before).OrderByDescending(r => r.Slot);

    public IEnumerable<(int Slot, T Row)> OldestFirst(int after = -1) => rows.Where(r => r.Slot > after).OrderBy(r => r.Slot);
}
