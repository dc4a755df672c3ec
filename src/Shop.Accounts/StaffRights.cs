using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>What must hold of a role and its teams, in words for the form.</summary>
internal static class StaffRights
{
    public static void Check(StaffRole? role, IReadOnlyList<string> teams, Dictionary<string, string> errors)
    {
        if (role is null || !Enum.IsDefined(role.Value)) errors["role"] = "Select what they may do";
        else if (role == StaffRole.ServiceOfficer && teams.Count == 0) errors["teams"] = "Select at least one team for a service officer";
        if (teams.Any(t => t.Length > 60)) errors["teams"] = "Select teams from the list";
    }

    public static void CheckReason(string? reason, Dictionary<string, string> errors)
    {
        if (string.IsNullOrWhiteSpace(reason)) errors["reason"] = "Enter a reason";
        else if (reason.Length > 500) errors["reason"] = "Reason must be 500 characters or fewer";
        else if (HiddenCharacters.AreIn(reason)) errors["reason"] = "Reason must not include hidden characters";
    }
}
