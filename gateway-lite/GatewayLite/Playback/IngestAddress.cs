using System.Net;

namespace GatewayLite.Playback;

/// <summary>Where publishers send streams, as the page tells them.</summary>
/// <param name="Rtmp">The RTMP listener.</param>
/// <param name="WantsKey">Whether a stream key belongs into the URL.</param>
internal sealed record IngestAddress(Uri Rtmp, bool WantsKey)
{
    /// <summary>A listener on every interface has no name of its own: it is reached by the one the page was reached by.</summary>
    public string SeenFrom(HostString page)
    {
        var everywhere = IPAddress.TryParse(Rtmp.DnsSafeHost, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"rtmp://{(everywhere && page.HasValue ? page.Host : Rtmp.Host)}:{Rtmp.Port}/live/demo{(WantsKey ? "/KEY" : string.Empty)}");
    }
}
