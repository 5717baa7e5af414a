using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Livepeer.Crypto;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using TestKit;

namespace Livepeer.Payments.Tests;

/// <summary>Reads tests/vectors/payments.json into the core's words.</summary>
internal static class PaymentVectors
{
    private static readonly JsonDocument Document = Vectors.Load("payments.json");

    /// <summary>Every case of a list, by number; "fromGoLivepeerTests.ev" names a list inside a section.</summary>
    public static TheoryData<int> Cases(string path)
    {
        var cases = new TheoryData<int>();
        for (var i = 0; i < List(path).GetArrayLength(); i++)
        {
            cases.Add(i);
        }

        return cases;
    }

    public static JsonElement Case(string path, int index) => List(path)[index];

    public static JsonElement Section(string path) => List(path);

    public static BigInteger Number(this JsonElement element, string property)
    {
        var value = element.GetProperty(property);
        return BigInteger.Parse(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), CultureInfo.InvariantCulture);
    }

    public static Rational Fraction(this JsonElement element, string property) => Rational.Parse(element.Text(property));

    public static Hash32 Hash(this JsonElement element, string property) => Hash32.Parse(element.Text(property));

    public static EthAddress Address(this JsonElement element, string property) => EthAddress.Parse(element.Text(property));

    public static TicketExpiration Expiration(this JsonElement element) => new((long)element.Number("creationRound"), element.Hash("creationRoundBlockHash"));

    public static Ticket Ticket(this JsonElement element) => new(
        element.Address("recipient"),
        element.Address("sender"),
        new Wei(element.Number("faceValue")),
        new WinProbability(element.Number("winProb")),
        (uint)element.Number("senderNonce"),
        element.Hash("recipientRandHash"),
        element.Expiration());

    public static VideoProfile Profile(JsonElement element) => new(
        element.Text("name"),
        Integer(element, "width"),
        Integer(element, "height"),
        Integer(element, "bitrate"),
        Integer(element, "fps"),
        Integer(element, "fpsDen"),
        Integer(element, "format"),
        Integer(element, "profile"));

    public static PrivateKey Key(this JsonElement element) => new(element.Hex("privateKey"));

    private static int Integer(JsonElement element, string property) => element.TryGetProperty(property, out var value) ? value.GetInt32() : 0;

    private static JsonElement List(string path) => path.Split('.').Aggregate(Document.RootElement, (element, name) => element.GetProperty(name));
}
