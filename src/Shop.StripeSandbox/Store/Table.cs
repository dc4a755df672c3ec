namespace Shop.StripeSandbox.Store;

/// <summary>All objects of one kind in the order of their creation, with look-ups by id and by chosen fields.</summary>
internal sealed class Table<T>(string kind) where T : class, IResource
{
    private readonly Dictionary<string, int> slots = [];
    private readonly List<T?> rows = [];
    private readonly List<Index> indexes = [];

    /// <summary>The kind as error messages name it, for example <c>payment_intent</c>.</summary>
    public string Kind => kind;

    public int Count => slots.Count;

    public Table<T> IndexedBy(string name, Func<T, string?> key)
    {
        indexes.Add(new(name, key));
        return this;
    }

    public T? Find(string? id) => id is not null && slots.TryGetValue(id, out var slot) ? rows[slot] : null;

    public T Get(string id) => Find(id) ?? throw new InvalidOperationException($"No {kind} {id}.");

    /// <summary>Adds the row, or puts it in the place of the one with its id.</summary>
    public T Put(T row)
    {
        var before = Find(row.Id);
        if (!slots.TryGetValue(row.Id, out var slot))
        {
            slots[row.Id] = slot = rows.Count;
            rows.Add(row);
        }
        rows[slot] = row;
        foreach (var index in indexes) index.Move(slot, before, row);
        return row;
    }

    /// <summary>Takes the row out; its place in the order stays empty, so cursors of other rows keep their meaning.</summary>
    public void Remove(string id)
    {
        if (!slots.Remove(id, out var slot)) return;
        foreach (var index in indexes) index.Move(slot, rows[slot], null);
        rows[slot] = null;
    }

    public void Clear()
    {
        slots.Clear();
        rows.Clear();
        foreach (var index in indexes) index.Clear();
    }

    public int? SlotOf(string id) => slots.TryGetValue(id, out var slot) ? slot : null;

    /// <summary>Rows with their places, newest first, strictly before a place.</summary>
    public IEnumerable<(int Slot, T Row)> NewestFirst(int before = int.MaxValue)
    {
        for (var slot = Math.Min(before, rows.Count) - 1; slot >= 0; slot--)
            if (rows[slot] is { } row)
                yield return (slot, row);
    }

    /// <summary>Rows with their places, oldest first, strictly after a place.</summary>
    public IEnumerable<(int Slot, T Row)> OldestFirst(int after = -1)
    {
        for (var slot = after + 1; slot < rows.Count; slot++)
            if (rows[slot] is { } row)
                yield return (slot, row);
    }

    /// <summary>The rows whose field has this value, oldest first.</summary>
    public IReadOnlyList<(int Slot, T Row)> Where(string index, string value) =>
        [.. indexes.Single(i => i.Name == index).Slots(value).Select(slot => (slot, rows[slot]!))];

    private sealed class Index(string name, Func<T, string?> key)
    {
        private readonly Dictionary<string, SortedSet<int>> byKey = [];

        public string Name => name;

        public void Clear() => byKey.Clear();

        public SortedSet<int> Slots(string value) => byKey.GetValueOrDefault(value) ?? [];

        public void Move(int slot, T? before, T? after)
        {
            var from = before is null ? null : key(before);
            var to = after is null ? null : key(after);
            if (from == to) return;
            if (from is not null && byKey.TryGetValue(from, out var left)) left.Remove(slot);
            if (to is null) return;
            if (!byKey.TryGetValue(to, out var found)) byKey[to] = found = [];
            found.Add(slot);
        }
    }
}
