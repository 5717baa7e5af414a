using EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Playback;

[Collection(nameof(HonestNetwork))]
public sealed class PlayerPageTests(HonestNetwork shared)
{
    private static readonly string[] QuietBrowser =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--autoplay-policy=no-user-gesture-required",
    ];

    [PlayerPageFact]
    public async Task PlayerPage_WithTheScriptPlayer_ListsTheStreamAndPlaysIt()
    {
        var network = await shared.UseAsync();
        await using var publisher = await network.PublishAsync("page");
        _ = await network.UntilAsync("page", "two renditions", stream => stream.RenditionSegments >= 2);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = QuietBrowser });
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout((float)Wait.Patience.TotalMilliseconds);
        var elsewhere = new List<string>();
        var complaints = new List<string>();
        page.Request += (_, request) => Note(elsewhere, request.Url, network.Network.GatewayHttp);
        page.PageError += (_, error) => complaints.Add(error);

        _ = await page.GotoAsync(new Uri(network.Network.GatewayHttp, "/?player=script#page").AbsoluteUri);
        await page.Locator("#streams button", new() { HasTextString = "page" }).First.WaitForAsync();
        _ = await page.WaitForFunctionAsync("() => document.getElementById('video').currentTime > 2 && document.getElementById('video').videoWidth > 0");

        Assert.Equal(string.Empty, await page.Locator("#video").EvaluateAsync<string>("video => video.getAttribute('src')?.startsWith('blob:') ? '' : String(video.src)"));
        Assert.Empty(elsewhere);
        Assert.Empty(complaints);
    }

    private static void Note(List<string> elsewhere, string url, Uri gateway)
    {
        if (!url.StartsWith(gateway.AbsoluteUri, StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal))
        {
            elsewhere.Add(url);
        }
    }
}
