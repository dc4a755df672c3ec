using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Accounts;

internal sealed class StaffUserConfiguration : IEntityTypeConfiguration<StaffUser>
{
    public void Configure(EntityTypeBuilder<StaffUser> builder)
    {
        builder.ToTable("accounts_staff", t => t.HasCheckConstraint("CK_accounts_staff_failures", "\"AccessFailedCount\" >= 0"));
        builder.HasKey(u => u.Id);
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.Name).HasMaxLength(200);
        builder.Property(u => u.Email).HasMaxLength(254);
        builder.Property(u => u.UserName).HasMaxLength(254);
        builder.Property(u => u.NormalizedEmail).HasMaxLength(254);
        builder.Property(u => u.NormalizedUserName).HasMaxLength(254);
        builder.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(u => u.NormalizedUserName).IsUnique();
        builder.HasIndex(u => u.NormalizedEmail).IsUnique();
        // Staff are addressed by e-mail only; Identity's telephone columns would hold nothing.
        builder.Ignore(u => u.PhoneNumber).Ignore(u => u.PhoneNumberConfirmed);
        builder.HasMany(u => u.Teams).WithOne().HasForeignKey(t => t.StaffId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class StaffTeamConfiguration : IEntityTypeConfiguration<StaffTeam>
{
    public void Configure(EntityTypeBuilder<StaffTeam> builder)
    {
        builder.ToTable("accounts_staff_team");
        builder.HasKey(t => new { t.StaffId, t.TeamId });
        builder.Property(t => t.TeamId).HasMaxLength(60);
    }
}
