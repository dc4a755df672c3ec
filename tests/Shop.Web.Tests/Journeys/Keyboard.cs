using Microsoft.Playwright;

namespace Shop.Web.Tests.Journeys;

/// <summary>
/// Somebody without a mouse: everything is reached by Tab and done by Enter, Space, the arrows and typing. Wherever the
/// focus goes it must be seen.
/// </summary>
internal sealed class Keyboard
{
    private const int MostStops = 120;
    private readonly IPage _page;
    private TaskCompletionSource<IFileChooser>? _chooser;

    /// <summary>Listens for file choosers from the beginning: to begin and to end that for each one is a race that the second one can lose.</summary>
    public Keyboard(IPage page)
    {
        _page = page;
        page.FileChooser += (_, chooser) => _chooser?.TrySetResult(chooser);
    }

    // A radio button is transparent above its drawing, which carries the focus.
    private const string Look = """
        () => {
          const e = document.activeElement
          const style = e.matches('.govuk-radios__input, .govuk-checkboxes__input') ? getComputedStyle(e.nextElementSibling, '::before') : getComputedStyle(e)
          const box = e.getBoundingClientRect()
          const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && !/^rgba.*, 0\)$/.test(style.outlineColor)
          return {
            tag: e.tagName, type: e.type ?? '', name: e.name ?? '', value: e.value ?? '', text: (e.innerText ?? '').trim(), id: e.id, className: e.className,
            isSeen: (outlined || style.boxShadow !== 'none') && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
          }
        }
        """;

    public async Task<Stop> FocusAsync() => await _page.EvaluateAsync<Stop>(Look);

    /// <summary>One stop on; what has the focus then must be seen to have it.</summary>
    public async Task<Stop> TabAsync(bool back = false)
    {
        await _page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
        var stop = await FocusAsync();
        Assert.True(stop.IsSeen || stop.Tag == "BODY", $"The focus cannot be seen on {_page.Url} at {stop}");
        return stop;
    }

    public async Task<Stop> TabToAsync(Func<Stop, bool> wanted, bool back = false)
    {
        var seen = new List<string>();
        for (var stops = 0; stops < MostStops; stops++)
        {
            var stop = await TabAsync(back);
            if (wanted(stop)) return stop;
            seen.Add(stop.ToString());
        }

        throw new InvalidOperationException($"Not reached on {_page.Url}: {string.Join(" > ", seen)}");
    }

    public Task TabToAsync(string text) => TabToAsync(s => s.Text == text);

    /// <summary>Follows a link or presses a button, and waits for the page it leads to.</summary>
    public async Task EnterAsync(string leadsTo)
    {
        await _page.EvaluateAsync("() => { document.documentElement.dataset.left = 'soon' }");
        await _page.Keyboard.PressAsync("Enter");
        await _page.Locator("html:not([data-left])").WaitForAsync();
        await _page.ArriveAsync(leadsTo);
    }

    public async Task SearchAsync(string words)
    {
        await TabToAsync(s => s.Name == "q");
        await _page.Keyboard.TypeAsync(words);
        await EnterAsync("**/search?**");
    }

    /// <summary>Answers each question as the focus comes to it, from where it is on, up to the button; then presses that.</summary>
    public async Task FillAsync(Dictionary<string, string> answers, string button, string leadsTo)
    {
        var open = answers.Keys.ToHashSet();
        for (var stop = await FocusAsync(); stop.Text != button; stop = await TabAsync())
            if (open.Remove(stop.Name)) await AnswerAsync(stop, answers[stop.Name]);
        Assert.True(open.Count == 0, $"Not reached on {_page.Url}: {string.Join(", ", open)}");
        await EnterAsync(leadsTo);
    }

    private async Task AnswerAsync(Stop stop, string answer)
    {
        switch (stop.Type)
        {
            case "radio":
                await _page.Keyboard.PressAsync("Space");
                await ArrowToAsync(answer);
                break;
            case "select-one":
                await ArrowToAsync(answer);
                break;
            case "file":
                _chooser = new(TaskCreationOptions.RunContinuationsAsynchronously);
                await _page.Keyboard.PressAsync("Enter");
                await (await _chooser.Task.WaitAsync(TimeSpan.FromSeconds(60))).SetFilesAsync(Steps.Pdf(answer));
                break;
            default:
                await _page.Keyboard.PressAsync("Control+A");
                await _page.Keyboard.TypeAsync(answer);
                break;
        }
    }

    private async Task ArrowToAsync(string value)
    {
        for (var stop = await FocusAsync(); stop.Value != value; stop = await FocusAsync())
        {
            await _page.Keyboard.PressAsync("ArrowDown");
            Assert.True((await FocusAsync()).Value != stop.Value, $"No choice {value} after {stop}");
        }
    }

    /// <summary>What has the focus.</summary>
    public sealed class Stop
    {
        public string Tag { get; set; } = "";
        public string Type { get; set; } = "";
        public string Name { get; set; } = "";
        public string Value { get; set; } = "";
        public string Text { get; set; } = "";
        public string Id { get; set; } = "";
        public string ClassName { get; set; } = "";
        public bool IsSeen { get; set; }

        public override string ToString() => $"{Tag} {Name}{Id} \"{Text}\"";
    }
}
