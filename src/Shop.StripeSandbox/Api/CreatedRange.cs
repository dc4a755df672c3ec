namespace Shop.StripeSandbox.Api;

/// <summary>The <c>created</c> filter of a list, or another like it: one second, or a range of them. Unix seconds, both ends included.</summary>
internal readonly record struct CreatedRange(long From, long To)
{
    public bool Includes(DateTimeOffset time) => time.ToUnixTimeSeconds() is var second && second >= From && second <= To;

    public static CreatedRange Read(Params input, string name = "created")
    {
        if (!input.Has(name)) return new(long.MinValue, long.MaxValue);
        if (!input.IsGroup(name)) return input.Integer(name) is { } second ? new(second, second) : default;
        var range = input.Group(name)!;
        return new(
            Math.Max(range.Integer("gte") ?? long.MinValue, range.Integer("gt") + 1 ?? long.MinValue),
            Math.Min(range.Integer("lte") ?? long.MaxValue, range.Integer("lt") - 1 ?? long.MaxValue));
    }
}
