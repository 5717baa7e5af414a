using Grpc.Core;
using Livepeer.Payments.Desk;
using RemoteSigner.Api;

namespace RemoteSigner.Tests.Api;

public sealed class StatusMapTests
{
    [Fact]
    public void EveryKind_ButUnknown_HasAStatusOfItsOwnMeaning() =>
        Assert.DoesNotContain(Enum.GetValues<RefusalKind>().Where(kind => kind != RefusalKind.Unknown), kind => StatusMap.Of(kind) is StatusCode.Internal or StatusCode.OK);

    [Fact]
    public void Unknown_WhichIsNoReason_IsInternal() => Assert.Equal(StatusCode.Internal, StatusMap.Of(RefusalKind.Unknown));
}
