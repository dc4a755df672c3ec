namespace Shop.Finance;

/// <summary>In which order a list comes; largest and smallest by the size of the amount, whichever way it went.</summary>
public enum ListOrder { Newest, Oldest, Largest, Smallest }
