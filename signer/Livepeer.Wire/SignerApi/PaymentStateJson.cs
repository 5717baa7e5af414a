using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Livepeer.Crypto;

namespace Livepeer.Wire.SignerApi;

/// <summary>The bytes of a state: what is sealed, and what the authorization webhook is shown.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go; vectors stateBlobs.</remarks>
public static class PaymentStateJson
{
    private const int UsualSize = 640;

    private static readonly string[] Names =
    [
        "StateID", "PMSessionID", "LastUpdate", "OrchestratorAddress", "App", "AuthExpiry", "SenderNonce", "Balance", "InitialPricePerUnit",
        "InitialPixelsPerUnit", "Type", "SequenceNumber", "AuthID", "Tenant", "Consent",
    ];

    /// <summary>UTF-8 JSON, byte for byte as go-livepeer's signer writes it; tenant and consent follow when there are any.</summary>
    public static byte[] Write(PaymentState state)
    {
        var json = new JsonText(UsualSize);
        json.Raw("{\"StateID\":"u8).Text(state.StateId);
        json.Raw(",\"PMSessionID\":"u8).Text(state.PmSessionId);
        json.Raw(",\"LastUpdate\":"u8).Text(state.LastUpdate.ToString());
        json.Raw(",\"OrchestratorAddress\":\"0x"u8);
        json.Raw(Address(state.OrchestratorAddress, stackalloc byte[2 * EthAddress.Size])).Raw("\""u8);
        json.Raw(",\"App\":"u8).Text(state.App);
        json.Raw(",\"AuthExpiry\":"u8).Number(state.AuthExpiryUnixSeconds);
        json.Raw(",\"SenderNonce\":"u8).Number(state.SenderNonce);
        json.Raw(",\"Balance\":"u8).Text(state.Balance);
        json.Raw(",\"InitialPricePerUnit\":"u8).Number(state.InitialPricePerUnit);
        json.Raw(",\"InitialPixelsPerUnit\":"u8).Number(state.InitialPixelsPerUnit);
        json.Raw(",\"Type\":"u8).Text(state.Type);
        json.Raw(",\"SequenceNumber\":"u8).Number(state.SequenceNumber);
        json.Raw(",\"AuthID\":"u8).Text(state.AuthId);
        if (state.Tenant.Length > 0)
        {
            json.Raw(",\"Tenant\":"u8).Text(state.Tenant);
        }

        if (state.Consent.Length > 0)
        {
            json.Raw(",\"Consent\":"u8).Text(state.Consent);
        }

        return json.Raw("}"u8).Written.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> or another signer wrote.</summary>
    /// <param name="bytes">Anything.</param>
    /// <param name="state">Null when it is no state.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PaymentState? state)
    {
        try
        {
            var json = new GoObjectReader(bytes);
            state = Read(ref json);
            json.EndText();
            return json.Fault is null && state is not null;
        }
        catch (JsonException)
        {
            state = null;
            return false;
        }
    }

    private static PaymentState? Read(ref GoObjectReader json)
    {
        string stateId = "", session = "", lastUpdate = "", address = "", app = "", balance = "", type = "", authId = "", tenant = "", consent = "";
        long expiry = 0, price = 0, units = 0;
        ulong nonce = 0, sequence = 0;
        if (!json.BeginText())
        {
            return null;
        }

        for (var member = json.Next(Names); member >= 0; member = json.Next(Names))
        {
            switch (member)
            {
                case 0: json.Text("StateID", ref stateId); break;
                case 1: json.Text("PMSessionID", ref session); break;
                case 2: json.Text("LastUpdate", ref lastUpdate); break;
                case 3: json.Text("OrchestratorAddress", ref address); break;
                case 4: json.Text("App", ref app); break;
                case 5: json.Number("AuthExpiry", ref expiry); break;
                case 6: json.Number("SenderNonce", ref nonce); break;
                case 7: json.Text("Balance", ref balance); break;
                case 8: json.Number("InitialPricePerUnit", ref price); break;
                case 9: json.Number("InitialPixelsPerUnit", ref units); break;
                case 10: json.Text("Type", ref type); break;
                case 11: json.Number("SequenceNumber", ref sequence); break;
                case 12: json.Text("AuthID", ref authId); break;
                case 13: json.Text("Tenant", ref tenant); break;
                case 14: json.Text("Consent", ref consent); break;
            }
        }

        var orchestrator = default(EthAddress);
        var time = default(NanoTime);
        return nonce <= uint.MaxValue
            && (address.Length == 0 || EthAddress.TryParse(address, out orchestrator))
            && (lastUpdate.Length == 0 || NanoTime.TryParse(lastUpdate, out time))
            ? new PaymentState
            {
                StateId = stateId,
                PmSessionId = session,
                LastUpdate = time,
                OrchestratorAddress = orchestrator,
                App = app,
                AuthExpiryUnixSeconds = expiry,
                SenderNonce = (uint)nonce,
                Balance = balance,
                InitialPricePerUnit = price,
                InitialPixelsPerUnit = units,
                Type = type,
                SequenceNumber = sequence,
                AuthId = authId,
                Tenant = tenant,
                Consent = consent,
            }
            : null;
    }

    private static ReadOnlySpan<byte> Address(EthAddress address, Span<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[EthAddress.Size];
        address.CopyTo(bytes);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i].TryFormat(digits[(2 * i)..], out _, "x2", CultureInfo.InvariantCulture);
        }

        return digits;
    }
}
