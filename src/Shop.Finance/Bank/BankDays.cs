using System.Text.Json;
using Shop.Kernel;
using Shop.Kernel.Time;

namespace Shop.Finance.Bank;

/// <summary>The banks' working days, from the bank holidays in seed-data/bank-holidays.json.</summary>
internal sealed class BankDays(ShopSettings settings)
{
    private readonly Lazy<WorkingDays> _days = new(() => Read(Path.Combine(settings.SeedData, "bank-holidays.json")));

    public WorkingDays Days => _days.Value;

    /// <summary>Throws when the file is missing: payouts would be called late on a bank holiday.</summary>
    private static WorkingDays Read(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        return new WorkingDays(file.RootElement.GetProperty("holidays").EnumerateArray().Select(h => DateOnly.ParseExact(h.GetProperty("date").GetString()!, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ToList());
    }
}
