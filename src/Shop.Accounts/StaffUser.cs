using Microsoft.AspNetCore.Identity;
using Shop.Kernel.Persistence;

namespace Shop.Accounts;

/// <summary>A member of staff who may sign in. There is no self-registration.</summary>
internal sealed class StaffUser : IdentityUser<Guid>, IVersioned
{
    private const int FailuresBeforeLock = 10;
    private static readonly TimeSpan LockFor = TimeSpan.FromMinutes(15);
    private readonly List<StaffTeam> _teams = [];

    private StaffUser() { }

    public StaffUser(string name, string email, StaffRole role, DateTime now)
    {
        Id = Guid.CreateVersion7();
        Name = name;
        Email = email;
        UserName = email;
        Role = role;
        CreatedAt = now;
        IsActive = true;
        LockoutEnabled = true;
    }

    public string Name { get; private set; } = "";
    public StaffRole Role { get; private set; }
    public bool IsActive { get; private set; }

    /// <summary>Set while the password was made by somebody else.</summary>
    public bool MustChangePassword { get; set; }

    public DateTime CreatedAt { get; private set; }
    public DateTime? LastSignInAt { get; private set; }
    public int Version { get; private set; }
    public IReadOnlyList<StaffTeam> Teams => _teams;

    /// <summary>Sets role and teams; only a service officer has teams.</summary>
    public void Become(StaffRole role, IEnumerable<string> teams)
    {
        Role = role;
        var wanted = role == StaffRole.ServiceOfficer ? teams.Distinct(StringComparer.Ordinal).ToList() : [];
        _teams.RemoveAll(t => !wanted.Contains(t.TeamId));
        _teams.AddRange(wanted.Where(id => _teams.TrueForAll(t => t.TeamId != id)).Select(id => new StaffTeam(Id, id)));
    }

    /// <summary>Throws when already left.</summary>
    public void Leave()
    {
        if (!IsActive) throw new InvalidOperationException($"Staff {Id} has left already.");
        IsActive = false;
    }

    /// <summary>Throws when still active.</summary>
    public void Return()
    {
        if (IsActive) throw new InvalidOperationException($"Staff {Id} is active.");
        IsActive = true;
    }

    public bool IsLocked(DateTime now) => LockoutEnd is { } end && end.UtcDateTime > now;

    /// <summary>Counts a wrong password; the tenth in a row locks for 15 minutes.</summary>
    public void RecordFailure(DateTime now)
    {
        if (++AccessFailedCount < FailuresBeforeLock) return;
        AccessFailedCount = 0;
        LockoutEnd = new DateTimeOffset(now + LockFor, TimeSpan.Zero);
    }

    public void RecordSignIn(DateTime now)
    {
        AccessFailedCount = 0;
        LockoutEnd = null;
        LastSignInAt = now;
    }

    /// <summary>Ends every session of this person: the cookie carries the old stamp.</summary>
    public void EndSessions() => SecurityStamp = Guid.NewGuid().ToString("N");

    /// <summary>How the audit log names this person.</summary>
    public string AuditSubject() => $"staff {Email} ({Id})";

    /// <summary>Role and teams in words, for the audit log.</summary>
    public string Rights() => !IsActive
        ? "none, has left"
        : Role.InWords() + (_teams.Count == 0 ? "" : ": " + string.Join(", ", _teams.Select(t => t.TeamId).Order(StringComparer.Ordinal)));
}

/// <summary>A team whose orders a service officer works on.</summary>
internal sealed class StaffTeam(Guid staffId, string teamId)
{
    public Guid StaffId { get; private set; } = staffId;
    public string TeamId { get; private set; } = teamId;
}
