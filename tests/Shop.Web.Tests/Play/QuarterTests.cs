using Shop.Simulator;
using Shop.Simulator.Bank;

namespace Shop.Web.Tests.Play;

/// <summary>The play in small: a month with one of everything, from an empty database to the last line.</summary>
public sealed class QuarterTests
{
    private static readonly SimulatorOptions Month = new(Months: 1, Orders: 14, Seed: 20_261_125, Keep: null, Parallel: 4);

    [Fact]
    public async Task Month_PlayedToItsEnd_LeavesNothingUnexplained()
    {
        var screen = new StringWriter();
        var code = await Simulation.RunAsync(Month, screen);
        Assert.True(code == 0, screen.ToString());
        Assert.Equal("unexplained £0.00", Lines(screen)[^1]);
        Assert.Contains("2 disputes", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 of them failed", screen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 below zero", screen.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Somebody changes a penny in the bank's file, and the balances with it.</summary>
    [Fact]
    public async Task Penny_InABankFile_IsFoundAndNamed()
    {
        var screen = new StringWriter();
        BankLine? changed = null;
        var code = await Simulation.RunAsync(Month, screen, statement =>
        {
            if (changed is not null || statement.Lines.FirstOrDefault(IsPayout) is not { } line) return statement;
            changed = line with { AmountPence = line.AmountPence + 1 };
            return statement with { Lines = [.. statement.Lines.Select(l => l == line ? changed : l)] };
        });
        Assert.Equal(1, code);
        var (last, named) = (Lines(screen)[^1], Lines(screen).Where(l => l.StartsWith("  Not explained: ", StringComparison.Ordinal)).ToList());
        Assert.StartsWith("unexplained £", last, StringComparison.Ordinal);
        Assert.NotEqual("unexplained £0.00", last);
        Assert.Contains(named, l => l.StartsWith($"  Not explained: Bank lines to explain: {Pounds(changed!.AmountPence)}, ", StringComparison.Ordinal) && l.Contains(changed.Text, StringComparison.Ordinal));
        Assert.Contains(named, l => l.StartsWith($"  Not explained: Payouts not yet on the bank: {Pounds(changed!.AmountPence - 1)}, po_", StringComparison.Ordinal));
        Assert.Contains(Lines(screen), l => l.Contains("On the bank account", StringComparison.Ordinal) && l.EndsWith("differ by -£0.01", StringComparison.Ordinal));
    }

    private static bool IsPayout(BankLine line) => line is { AmountPence: > 0, Text: "STRIPE" or "STRIPE PAYMENTS UK LTD" or "STRIPE LARKMERE CC" };

    private static string Pounds(long pence) => new Kernel.Money(pence).ToString();

    private static string[] Lines(StringWriter screen) => screen.ToString().TrimEnd().Split(Environment.NewLine);
}
