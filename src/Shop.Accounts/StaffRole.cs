namespace Shop.Accounts;

/// <summary>What a member of staff may do. One each: who needs two jobs done asks a colleague, so that nobody approves their own work.</summary>
public enum StaffRole
{
    /// <summary>Adds and removes staff; reads finance pages, changes nothing there.</summary>
    Administrator,

    /// <summary>Works on the orders of their teams.</summary>
    ServiceOfficer,

    /// <summary>Matches, codes and explains the money; makes what somebody else approves.</summary>
    FinanceOfficer,

    /// <summary>Does what an income officer does, and approves what somebody else made: journals, refunds, periods.</summary>
    SeniorAccountant,

    /// <summary>Reads everything in finance and the audit log; changes nothing.</summary>
    Auditor,
}

public static class StaffRoleWords
{
    /// <summary>For people: "Service officer".</summary>
    public static string InWords(this StaffRole role) => role switch
    {
        StaffRole.Administrator => "Administrator",
        StaffRole.ServiceOfficer => "Service officer",
        StaffRole.FinanceOfficer => "Income officer",
        StaffRole.SeniorAccountant => "Senior accountant",
        StaffRole.Auditor => "Auditor",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
