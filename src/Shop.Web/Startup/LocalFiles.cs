using Microsoft.Data.Sqlite;

namespace Shop.Web.Startup;

/// <summary>Where the shop keeps its files: folders it may write to, and for the database a disk of this machine.</summary>
internal static class LocalFiles
{
    /// <summary>Their locks do not hold what SQLite relies on (sqlite.org/faq.html#q5).</summary>
    private static readonly string[] NetworkDrives = ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "fuse.sshfs", "afs"];

    public static IEnumerable<string> Mistakes(string connectionString)
    {
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        if (file.Length == 0)
        {
            yield return "Database:ConnectionString must name the file when Database:Provider is \"Sqlite\", such as \"Data Source=App_Data/shop.db\".";
            yield break;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (!CanWrite(folder))
            yield return $"Database:ConnectionString must name a file in a folder the shop can write to, such as \"Data Source=/data/shop.db\"; it cannot write to \"{folder}\".";
        else if (NetworkDrives.Contains(new DriveInfo(folder).DriveFormat))
            yield return $"Database:ConnectionString must name a file on a disk of this machine, such as \"Data Source=/var/lib/shop/shop.db\"; \"{folder}\" lies on another machine, where a crash can damage it. Use PostgreSQL for that.";
    }

    public static bool CanWrite(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
            using (File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose)) return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
