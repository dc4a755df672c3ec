using Shop.Benchmarks;

// Prints, in one run and as ratios, how the shop compares with what the machine can do. Usage:
//   dotnet run -c Release --project tests/Shop.Benchmarks [-- --seconds 5] [--only pages|checkouts|sandbox] [--payments 100000]
//   dotnet run -c Release --project tests/Shop.Benchmarks -- payouts [--rows 1000000] [--only sqlite|postgres]
// A second form is started by the first: the baseline server.
if (args is ["--baseline", var file, var url]) return await BaselineServer.RunAsync(file, url);

var seconds = Value("--seconds") is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 5;
var only = Value("--only");
if (args.FirstOrDefault() == "payouts")
{
    await PayoutRate.RunAsync(Value("--rows") is { } rows ? long.Parse(rows, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000, only);
    return 0;
}

if (only is null or "sandbox")
{
    var payments = Value("--payments") is { } many ? int.Parse(many, System.Globalization.CultureInfo.InvariantCulture) : 100_000;
    await SandboxScale.RunAsync(payments, TimeSpan.FromSeconds(seconds));
    if (only is not null) return 0;
}

await using var shop = await ShopUnderTest.StartAsync();
Console.WriteLine($"Start-up on a prepared database to the first 200 (P10): {shop.StartUp.TotalSeconds:0.0} s (must 4, aim 1.5)");
Console.WriteLine($"Memory when idle (P9): {shop.MemoryMiB():0} MiB (must 200, aim 145)");
if (only is null or "pages") await PageRatios.RunAsync(shop, TimeSpan.FromSeconds(seconds));
if (only is null or "checkouts") await CheckoutRate.RunAsync(shop, TimeSpan.FromSeconds(seconds * 4));
return 0;

string? Value(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
