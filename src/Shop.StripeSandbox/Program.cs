using Shop.StripeSandbox;

await using var sandbox = StripeSandbox.Build(StripeSandboxOptions.FromArguments(args));
await sandbox.RunAsync();
