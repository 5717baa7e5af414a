using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Livepeer.Crypto;
using Livepeer.Wire.SignerApi;
using TestKit;

namespace Livepeer.Wire.Tests.SignerApi;

public sealed class PaymentStateJsonTests
{
    public static TheoryData<int> Blobs() => [0, 1];

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Vector_ReadAndWritten_IsTheSameBytes(int index)
    {
        using var document = Vectors.Load("payments.json");
        var json = document.RootElement.GetProperty("stateBlobs")[index].Text("stateJson");

        Assert.True(PaymentStateJson.TryRead(Encoding.UTF8.GetBytes(json), out var state));
        Assert.Equal(json, Encoding.UTF8.GetString(PaymentStateJson.Write(state)));
    }

    [Fact]
    public void Vector_Read_HasItsValues()
    {
        using var document = Vectors.Load("payments.json");
        var json = document.RootElement.GetProperty("stateBlobs")[1].Text("stateJson");

        Assert.True(PaymentStateJson.TryRead(Encoding.UTF8.GetBytes(json), out var state));
        Assert.Equal("00c0ffee", state.StateId);
        Assert.Equal(100u, state.SenderNonce);
        Assert.Equal("15000/7", state.Balance);
        Assert.Equal((150, 175), (state.InitialPricePerUnit, state.InitialPixelsPerUnit));
        Assert.Equal("lv2v", state.Type);
        Assert.Equal(1u, state.SequenceNumber);
        Assert.Equal(EthAddress.Parse("0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f"), state.OrchestratorAddress);
        Assert.Equal(new DateTimeOffset(2026, 4, 8, 3, 0, 0, TimeSpan.Zero).AddTicks(1_234_567), state.LastUpdate.Time);
    }

    [Property(MaxTest = 300)]
    public void AnyState_WrittenAndRead_IsTheSame(NonNull<string> text, long number, uint nonce, ulong sequence, DateTime time)
    {
        var safe = new string([.. text.Get.Where(character => !char.IsSurrogate(character))]);
        var state = new PaymentState
        {
            StateId = safe,
            LastUpdate = new NanoTime(new DateTimeOffset(time.Ticks, TimeSpan.Zero)),
            App = safe + "<&>\u2028\"\\",
            AuthExpiryUnixSeconds = number,
            SenderNonce = nonce,
            InitialPricePerUnit = number,
            SequenceNumber = sequence,
            AuthId = safe,
            Tenant = safe,
            Consent = safe,
        };

        var bytes = PaymentStateJson.Write(state);

        Assert.True(PaymentStateJson.TryRead(bytes, out var read));
        Assert.Equal(state, read);
        using var parsed = JsonDocument.Parse(bytes);
        Assert.Equal(state.App, parsed.RootElement.GetProperty("App").GetString());
    }

    [Property(MaxTest = 300)]
    public void AnyBytes_Read_ThrowNothing(byte[] garbage) => PaymentStateJson.TryRead(garbage, out _);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("not-json")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    [InlineData("""{"SenderNonce":4294967296}""")]
    [InlineData("""{"SenderNonce":-1}""")]
    [InlineData("""{"OrchestratorAddress":"0x1"}""")]
    [InlineData("""{"LastUpdate":"yesterday"}""")]
    [InlineData("""{"LastUpdate":"2026-02-30T00:00:00Z"}""")]
    [InlineData("""{"StateID":7}""")]
    public void Nonsense_Read_IsRefused(string text) => Assert.False(PaymentStateJson.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Text_WithWhatGoEscapes_IsEscapedAsInGo()
    {
        var json = Encoding.UTF8.GetString(PaymentStateJson.Write(new PaymentState { App = "a<b>&\"\\\u0001\t\u007f\u2028é" }));

        Assert.Contains(@"""App"":""a\u003cb\u003e\u0026\""\\\u0001\t" + "\u007f" + @"\u2028é""", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Tenant", json, StringComparison.Ordinal);
    }
}
