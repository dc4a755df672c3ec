namespace Shop.Kernel.Persistence;

/// <summary>Whether the SQLite file was found damaged. Once it was, nothing is written any more: the shop stays up, says so on its health page and waits for a person with a backup.</summary>
public sealed class DatabaseCondition
{
    private volatile string? _damage;

    /// <summary>What the check said first; null while nothing is known to be wrong.</summary>
    public string? Damage => _damage;

    public void MarkDamaged(string damage) => _damage ??= damage;

    /// <summary>Throws <see cref="DatabaseDamagedException"/> when the file is damaged.</summary>
    public void RequireSound()
    {
        if (_damage is { } damage) throw new DatabaseDamagedException(damage);
    }
}

/// <summary>The database file is damaged; restore it from a backup.</summary>
public sealed class DatabaseDamagedException(string damage) : Exception($"The database file is damaged: {damage}. Restore it from a backup; nothing is written until the next start.");
