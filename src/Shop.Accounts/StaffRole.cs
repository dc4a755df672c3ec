namespace Shop.Accounts;

/// <summary>What a member of staff may do. One each: who needs two jobs done asks a colleague, so that nobody approves their own work.</summary>
public enum StaffRole
{
    /// <summary>Adds and removes staff; reads finance pages, changes nothing there.</summary>
    Administrator,

    /// <summary>Works on the orders of their teams.</summary>
    ServiceOfficer,

    /// <summary>Proves and explains the money.</summary>
    FinanceOfficer,
}

public static class StaffRoleWords
{
    /// <summary>For people: "Service officer".</summary>
    public static string InWords(this StaffRole role) => role switch
    {
        StaffRole.Administrator => "Administrator",
        StaffRole.ServiceOfficer => "Service officer",
        StaffRole.FinanceOfficer => "Finance officer",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
