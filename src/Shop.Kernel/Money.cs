namespace Shop.Kernel;

/// <summary>
/// An amount of pounds sterling in whole pence. The shop sells in pounds only; <see cref="Currency"/> is what
/// providers and files are checked against.
/// </summary>
public readonly record struct Money(long Pence) : IComparable<Money>
{
    public const string Currency = "gbp";

    public static readonly Money Zero = new(0);

    public static Money operator +(Money left, Money right) => new(checked(left.Pence + right.Pence));
    public static Money operator -(Money left, Money right) => new(checked(left.Pence - right.Pence));
    public static Money operator -(Money value) => new(checked(-value.Pence));
    public static Money operator *(Money value, int times) => new(checked(value.Pence * times));
    public static bool operator <(Money left, Money right) => left.Pence < right.Pence;
    public static bool operator >(Money left, Money right) => left.Pence > right.Pence;
    public static bool operator <=(Money left, Money right) => left.Pence <= right.Pence;
    public static bool operator >=(Money left, Money right) => left.Pence >= right.Pence;

    public static Money Add(Money left, Money right) => left + right;
    public static Money Subtract(Money left, Money right) => left - right;
    public static Money Negate(Money item) => -item;
    public static Money Multiply(Money left, int right) => left * right;

    public int CompareTo(Money other) => Pence.CompareTo(other.Pence);

    /// <summary>For people: "£1,234.50", "-£0.07". The same on every machine, whatever its culture.</summary>
    public override string ToString()
    {
        var magnitude = Pence < 0 ? 0UL - (ulong)Pence : (ulong)Pence;
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"£{magnitude / 100:N0}.{magnitude % 100:00}");
        return Pence < 0 ? "-" + text : text;
    }

    /// <summary>For files: "1234.50", "-0.07"; a plain number without thousands separators.</summary>
    public string ToDecimalText()
    {
        var magnitude = Pence < 0 ? 0UL - (ulong)Pence : (ulong)Pence;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(Pence < 0 ? "-" : "")}{magnitude / 100}.{magnitude % 100:00}");
    }
}
