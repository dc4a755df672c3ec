namespace Shop.Kernel.Persistence;

/// <summary>Lists whose pages have numbers, from 1. Whatever number somebody types, the answer is a page: an empty one when there is none.</summary>
public static class NumberedPages
{
    public static IQueryable<T> OnPage<T>(this IQueryable<T> rows, int page, int size) => rows.Skip((int)Math.Min(int.MaxValue, (page - 1L) * size)).Take(size);

    /// <summary>One even when there are no rows.</summary>
    public static int Count(int rows, int size) => Math.Max(1, (rows + size - 1) / size);
}
