using System.Globalization;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Api.Grpc;

/// <summary>Checks fields of one request and remembers the first that is out of bounds: its name, what it has, what is allowed.</summary>
internal sealed class FieldChecks
{
    public PaymentRefusal? Refusal { get; private set; }

    public void Length(string field, string value, int least, int most) => Within(field, value.Length, least, most, "characters");

    public void Bytes(string field, int count, int least, int most) => Within(field, count, least, most, "bytes");

    public void Count(string field, int count, int least, int most) => Within(field, count, least, most, "entries");

    public void Within(string field, ulong value, ulong least, ulong most, string unit = "")
    {
        if (value < least || value > most)
        {
            Fail(field, Quantity(value, unit), least == most ? Quantity(least, unit) : string.Create(CultureInfo.InvariantCulture, $"{least} to {Quantity(most, unit)}"));
        }
    }

    public void Fail(string field, string actual, string limit) =>
        Refusal ??= new PaymentRefusal(RefusalKind.InvalidRequest, $"{field} has {actual}; allowed is {limit}.", actual, limit);

    private void Within(string field, int value, int least, int most, string unit) => Within(field, (ulong)value, (ulong)least, (ulong)most, unit);

    private static string Quantity(ulong value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value} {unit}").TrimEnd();
}
