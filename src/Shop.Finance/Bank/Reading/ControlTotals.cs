using Shop.Kernel;

namespace Shop.Finance.Bank.Reading;

/// <summary>What a bank says of its own statement must come true, or nothing of the file is taken.</summary>
internal static class ControlTotals
{
    /// <summary>Throws when opening + lines is not the closing balance, to the penny.</summary>
    /// <param name="row">Where the closing balance stands.</param>
    public static void Require(string what, long openingPence, IEnumerable<ReadLine> lines, long closingPence, int? row)
    {
        var sum = lines.Sum(l => l.AmountPence);
        if (openingPence + sum != closingPence)
            throw new StatementRefusedException(row, $"{what} does not add up: opening balance {new Money(openingPence)} and lines of {new Money(sum)} make {new Money(openingPence + sum)}, but the closing balance is {new Money(closingPence)}.");
    }
}
