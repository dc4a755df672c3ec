using Shop.Kernel.Messaging;

namespace Shop.Finance.Ledger;

/// <summary>Wakes the sealer when a journal was posted.</summary>
internal sealed class LedgerBell : WakeUp;
