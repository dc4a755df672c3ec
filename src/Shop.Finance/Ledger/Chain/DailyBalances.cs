using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Ledger.Chain;

/// <summary>
/// What the sealed entries of one day come to, by code: a page adds up some thousand of these instead of millions of entries. Kept by the
/// sealer alone; the check of the chain compares it with the entries. Amounts in pence.
/// </summary>
internal sealed class DailyBalance
{
    private DailyBalance() { }

    public DailyBalance(LedgerEntry like)
    {
        Id = Guid.CreateVersion7();
        FinancialDate = like.FinancialDate;
        FinancialYear = like.FinancialYear;
        Period = like.Period;
        Account = like.Account;
        CostCentre = like.CostCentre ?? "";
        Subjective = like.Subjective ?? "";
        VatCode = like.VatCode ?? "";
    }

    public Guid Id { get; private set; }
    public DateOnly FinancialDate { get; private set; }
    public int FinancialYear { get; private set; }
    public int Period { get; private set; }
    public string Account { get; private set; } = "";

    /// <summary>Empty where the entries have none; so are the next two.</summary>
    public string CostCentre { get; private set; } = "";

    public string Subjective { get; private set; } = "";
    public string VatCode { get; private set; } = "";
    public long DebitPence { get; private set; }
    public long CreditPence { get; private set; }
    public int Entries { get; private set; }

    public void Add(IEnumerable<LedgerEntry> entries)
    {
        foreach (var entry in entries)
        {
            DebitPence = checked(DebitPence + entry.DebitPence);
            CreditPence = checked(CreditPence + entry.CreditPence);
            Entries++;
        }
    }
}

internal sealed class DailyBalanceConfiguration : IEntityTypeConfiguration<DailyBalance>
{
    public void Configure(EntityTypeBuilder<DailyBalance> builder)
    {
        builder.ToTable("finance_daily_balance", t => t.HasCheckConstraint("CK_finance_daily_balance_amounts", "\"DebitPence\" >= 0 AND \"CreditPence\" >= 0 AND \"Entries\" > 0"));
        builder.HasKey(b => b.Id);
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Property(b => b.Account).HasMaxLength(40);
        builder.Property(b => b.CostCentre).HasMaxLength(40);
        builder.Property(b => b.Subjective).HasMaxLength(40);
        builder.Property(b => b.VatCode).HasMaxLength(10);
        builder.HasIndex(b => new { b.FinancialDate, b.Period, b.Account, b.CostCentre, b.Subjective, b.VatCode }).IsUnique();
        builder.HasIndex(b => new { b.Account, b.FinancialDate });
    }
}

/// <summary>Adds journals to the balances. Only the sealer calls it, under its lock.</summary>
internal sealed class DailyBalances(ShopDbContext db)
{
    public async Task AddAsync(IEnumerable<Journal> journals, CancellationToken ct)
    {
        var groups = journals.SelectMany(j => j.Entries)
            .GroupBy(e => (e.FinancialDate, e.Period, e.Account, CostCentre: e.CostCentre ?? "", Subjective: e.Subjective ?? "", VatCode: e.VatCode ?? "")).ToList();
        var days = groups.Select(g => g.Key.FinancialDate).Distinct().ToList();
        var known = (await db.Set<DailyBalance>().Where(b => days.Contains(b.FinancialDate)).ToListAsync(ct))
            .ToDictionary(b => (b.FinancialDate, b.Period, b.Account, b.CostCentre, b.Subjective, b.VatCode));
        foreach (var group in groups)
        {
            if (!known.TryGetValue(group.Key, out var balance)) db.Add(balance = new DailyBalance(group.First()));
            balance.Add(group);
        }
    }
}
